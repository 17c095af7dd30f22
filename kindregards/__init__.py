"""Kind Regards: tell interviewed candidates how their application ended."""
