"""Pure geography for lane inspection: no web, no SQL, no clock.

Nothing is imported here: take what you need from `geo.crs`, `geo.geojson`, `geo.heat` and so on.
"""
