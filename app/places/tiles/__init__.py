"""The base map: the community's places as vector tiles, made by PostGIS."""
