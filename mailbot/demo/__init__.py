"""The whole story on embedded servers."""
