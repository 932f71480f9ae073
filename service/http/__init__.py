"""The HTTP service: requests in, briefs and jobs out.

Enters: settings. Leaves: an ASGI application, or a server that runs until it is told to stop. Never happens here: a
stage of the pipeline, SQL, an article's words or a key in a log.
"""

from service.http.app import create_app

__all__ = ["create_app"]
