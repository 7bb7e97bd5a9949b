"""How people reach MineKG: command line, HTTP, web pages, settings."""
