"""Reaching a chat model, whichever server it runs on."""
