"""Pure geography for lane inspection: no web, no SQL, no clock."""
