"""A case settled: by a credit note, a replacement, a return, a corrected invoice, or a refusal."""
