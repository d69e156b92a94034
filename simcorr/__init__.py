"""Agent-based simulation of anti-corruption measures against migrant smuggling and trafficking in persons."""

__version__ = "0.1.0"
