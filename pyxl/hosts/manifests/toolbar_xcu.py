"""Where Calc puts the toolbar: docked below the others and called pyxl. Without it, it floats over the sheet.

>>> "addon_org.pyxl.toolbar" in toolbar_xcu()
True
"""

from __future__ import annotations

from pyxl.hosts.manifests.addons_xcu import TOOLBAR

_BELOW = "0,3"
"""Column and row among the docked toolbars: below the standard, the formatting and the formula bar."""


def toolbar_xcu() -> str:
    """The whole configuration file."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" \
oor:name="CalcWindowState" oor:package="org.openoffice.Office.UI">
<node oor:name="UIElements">
<node oor:name="States">
<node oor:name="private:resource/toolbar/addon_{TOOLBAR}" oor:op="replace">
<prop oor:name="UIName" oor:type="xs:string"><value xml:lang="en">pyxl</value><value xml:lang="de">pyxl</value></prop>
<prop oor:name="Visible" oor:type="xs:boolean"><value>true</value></prop>
<prop oor:name="Docked" oor:type="xs:boolean"><value>true</value></prop>
<prop oor:name="DockingArea" oor:type="xs:int"><value>0</value></prop>
<prop oor:name="DockPos" oor:type="xs:string"><value>{_BELOW}</value></prop>
<prop oor:name="ContextSensitive" oor:type="xs:boolean"><value>false</value></prop>
</node>
</node>
</node>
</oor:component-data>
"""
