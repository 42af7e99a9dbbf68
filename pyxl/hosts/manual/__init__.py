"""The reference part of the manual, made from the declarations: buttons, tabs, findings, settings, in both languages.

What people write themselves, the chapters by job, lies beside it in `docs/manual`; `make manual` never touches those.
"""
