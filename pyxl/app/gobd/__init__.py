"""What the tax office may ask for (GoBD): data carrier (Z3), archive of a year, description of the procedure."""
