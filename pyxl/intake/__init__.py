"""Orders come in as files: order forms and exports of web shops, each order once, never by a guess."""
