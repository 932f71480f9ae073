"""Public data sets, read by path: the product and its checks scored on labels of other people."""
