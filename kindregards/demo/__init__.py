"""The demo pack: three scenarios with invented people, played through the public interfaces of a running system."""
