"""The commands. Only this folder prints and exits; every command is one module."""
