"""Folium: the only room that knows it."""
