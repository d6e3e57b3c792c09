"""What servanda knows before it reads: countries, offices and leaders, organisations, places, dated landmarks."""
