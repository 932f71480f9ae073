"""Metrics: outputs and labels in, scores with intervals out. Pure; knows neither the product's rules nor its stages."""
