"""How a workbook is replaced: never half, never while another program has it open, with a copy of what was before."""
