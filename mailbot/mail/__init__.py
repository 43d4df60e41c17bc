"""Internet messages in and out, pure."""
