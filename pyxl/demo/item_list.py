"""The price list of the demo firm: lamps, tables, candles, workshop goods, books, fine food and hours.

>>> ITEMS[0].description
'Pendelleuchte „Spinnrad“, Eiche'
"""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.money import round_half_up
from pyxl.masterdata.items import Item, StockKeeping, TaxCode

REDUCED = TaxCode.REDUCED
SERVICES = "D"
"""Item numbers of services begin with this: no goods, no delivery note."""
SUPPLIERS = {"L": "70001", "T": "70002", "K": "70003", "W": "70004", "B": "70005"}
"""Who supplies what, by the first letter of the item number."""
GROUPS = {"L": "Leuchten", "T": "Tische", "K": "Kerzen", "W": "Werkzeug", "B": "Bücher", "D": "Dienste"}
"""The item groups, by the same letter."""
_KILOGRAMS = {"L": "1.4", "T": "9.5", "K": "0.6", "W": "0.8", "B": "0.35"}
_SMALL_PARTS = {
    "L-1080": "0.08",
    "L-1090": "0.05",
    "L-1100": "0.06",
    "L-1110": "0.08",
    "T-2140": "0.2",
    "T-2160": "0.3",
    "T-2170": "0.01",
    "K-3060": "0.01",
    "K-3070": "0.02",
    "W-4090": "0.01",
    "W-4120": "0.1",
}
"""What weighs much less than others of its group, in kg."""
SUBSTITUTES = {"L-1010": "L-1020", "L-1020": "L-1010", "T-2040": "T-2050", "K-3010": "K-3020"}


def _item(
    number: str,
    description: str,
    description_en: str,
    price: str,
    unit: str = "Stk",
    *,
    tax: TaxCode | None = None,
    least: str = "",
    pack: str = "",
    max_discount: str = "",
    blocked: bool = False,
    note: str = "",
) -> Item:
    group = number[0]
    is_goods = group != SERVICES
    kilograms = Decimal(1) if unit == "kg" else Decimal(_SMALL_PARTS.get(number, _KILOGRAMS.get(group, "1")))
    return Item(
        item_number=number,
        description=description,
        description_en=description_en,
        unit=unit,
        price=Decimal(price),
        tax_code=tax or TaxCode.STANDARD,
        item_group=GROUPS[group],
        min_quantity=Decimal(least) if least else None,
        pack_size=Decimal(pack) if pack else None,
        max_discount_percent=Decimal(max_discount) if max_discount else None,
        stock_keeping=StockKeeping.STOCKED if is_goods else None,
        # Four racks to an aisle; an aisle for each group.
        location=f"{group}-{int(number[-3:]) // 40 + 1:02d}-{int(number[-3:]) // 10 % 4 + 1}" if is_goods else "",
        weight=kilograms if is_goods else None,
        substitutes=SUBSTITUTES.get(number, ""),
        supplier_number=SUPPLIERS.get(group, ""),
        supplier_item_number=f"{group}{number[2:]}-X" if is_goods else "",
        purchase_price=round_half_up(Decimal(price) * Decimal("0.55"), 2) if is_goods else None,
        purchase_pack=Decimal(pack) if is_goods and pack else None,
        # What she always wants to have: every third or fourth item of a group.
        reorder_level=Decimal(4) if is_goods and not blocked and int(number[-2:]) % 40 == 0 else None,
        fill_up_to=Decimal(12) if is_goods and not blocked and int(number[-2:]) % 40 == 0 else None,
        blocked=blocked,
        note=note,
    )


ITEMS: tuple[Item, ...] = (
    _item("L-1010", "Pendelleuchte „Spinnrad“, Eiche", "Pendant lamp “Spinning Wheel”, oak", "189.00"),
    _item("L-1020", "Pendelleuchte „Spinnrad“, Nussbaum", "Pendant lamp “Spinning Wheel”, walnut", "219.00"),
    _item("L-1030", "Tischleuchte „Däumling“, LED 6 W", "Table lamp “Tom Thumb”, LED 6 W", "74.90"),
    _item("L-1040", "Stehleuchte „Rapunzel“, 165 cm", "Floor lamp “Rapunzel”, 165 cm", "264.00", max_discount="10"),
    _item("L-1050", "Wandleuchte „Sterntaler“, Messing", "Wall lamp “Star Money”, brass", "118.50"),
    _item("L-1060", "Werkbankleuchte „Rumpelstilz“, Gelenkarm", "Bench lamp with hinged arm", "96.00"),
    _item("L-1070", "Laterne „Nachtwächter“, verzinkt", "Lantern “Night Watch”, galvanised", "42.80", pack="2"),
    _item("L-1080", "LED-Leuchtmittel E27, 8 W, warmweiß", "LED bulb E27, 8 W, warm white", "4.95", pack="10"),
    _item("L-1090", "LED-Leuchtmittel E14, 4 W, warmweiß", "LED bulb E14, 4 W, warm white", "3.95", pack="10"),
    _item("L-1100", "Textilkabel 2 × 0,75 mm², rostrot", "Fabric cable 2 × 0.75 mm², rust red", "3.40", "m", least="5"),
    _item("L-1110", "Textilkabel 3 × 0,75 mm², leinen", "Fabric cable 3 × 0.75 mm², linen", "3.85", "m", least="5"),
    _item("L-1120", "Baldachin, Stahl, pulverbeschichtet", "Ceiling rose, steel, powder-coated", "14.20"),
    _item("L-1130", "Fassung E27, Bakelit-Optik", "Lamp holder E27, Bakelite look", "6.35", pack="5"),
    _item("L-1140", "Lampenschirm „Holle“, Filz, 40 cm", "Lampshade “Mother Hulda”, felt, 40 cm", "58.00"),
    _item("L-1150", "Schienensystem, 1 m, schwarz", "Track system, 1 m, black", "37.60"),
    _item("L-1990", "Deckenfluter „Zwerg“ (Auslauf)", "Uplighter “Dwarf” (discontinued)", "129.00", blocked=True),
    _item(
        "T-2010", "Werkbank „Meister“, Buche, 180 cm", "Workbench “Master”, beech, 180 cm", "1190.00", max_discount="8"
    ),
    _item("T-2020", "Werkbank „Geselle“, Buche, 140 cm", "Workbench “Journeyman”, beech, 140 cm", "845.00"),
    _item("T-2030", "Werkbank „Lehrling“, Kiefer, 110 cm", "Workbench “Apprentice”, pine, 110 cm", "398.00"),
    _item("T-2040", "Esstisch „Tischlein“, Eiche, 200 × 95 cm", "Dining table, oak, 200 × 95 cm", "1480.00"),
    _item("T-2050", "Esstisch „Tischlein“, Esche, 160 × 90 cm", "Dining table, ash, 160 × 90 cm", "1120.00"),
    _item("T-2060", "Hocker „Esel“, stapelbar", "Stool “Donkey”, stackable", "86.50", pack="2"),
    _item("T-2070", "Sitzbank „Knüppel“, 140 cm", "Bench “Cudgel”, 140 cm", "312.00"),
    _item("T-2080", "Tischbock, Fichte, klappbar", "Trestle, spruce, folding", "64.00", "Paar"),
    _item("T-2090", "Tischplatte Multiplex, nach Maß", "Plywood table top, cut to size", "92.40", "m²", least="0.5"),
    _item("T-2100", "Buchstützen „Hänsel und Gretel“", "Bookends “Hansel and Gretel”", "39.90", "Paar"),
    _item("T-2110", "Schubladenblock, 3 Fächer", "Drawer unit, 3 drawers", "228.00"),
    _item("T-2120", "Wandregal „Leiter“, 5 Böden", "Wall shelf “Ladder”, 5 boards", "176.00"),
    _item("T-2130", "Leimholzplatte Buche, 18 mm", "Glued beech panel, 18 mm", "54.30", "m²", least="1"),
    _item("T-2140", "Rundstab Buche, 20 mm", "Beech dowel rod, 20 mm", "2.15", "m", least="10"),
    _item("T-2150", "Hobelbankzange, Guss", "Vice for workbench, cast iron", "134.00"),
    _item("T-2160", "Bankhaken, rund", "Bench dogs, round", "18.60", "Paar"),
    _item("T-2170", "Möbelgleiter, Filz, 28 mm", "Felt furniture glides, 28 mm", "0.24", least="50", pack="50"),
    _item(
        "T-2990",
        "Klappstuhl „Wolf“ (Rückruf)",
        "Folding chair “Wolf” (recalled)",
        "59.00",
        blocked=True,
        note="Rückruf",
    ),
    _item("K-3010", "Stumpenkerzen, Karton zu 24", "Pillar candles, box of 24", "46.80", "Karton"),
    _item("K-3020", "Spitzkerzen, Karton zu 60", "Taper candles, box of 60", "39.60", "Karton"),
    _item("K-3030", "Teelichte, Karton zu 500", "Tea lights, box of 500", "52.00", "Karton"),
    _item("K-3040", "Bienenwachs, Pastillen", "Beeswax, pellets", "17.90", "kg", least="1"),
    _item("K-3050", "Sojawachs, Flocken", "Soy wax, flakes", "6.80", "kg", least="2.5"),
    _item("K-3060", "Runddocht Nr. 6, Baumwolle", "Round wick no. 6, cotton", "0.38", "m", least="25"),
    _item("K-3070", "Flachdocht, 14 mm", "Flat wick, 14 mm", "0.72", "m", least="25"),
    _item("K-3080", "Gießform „Froschkönig“", "Casting mould “Frog Prince”", "12.40"),
    _item("K-3090", "Duftöl Fichtennadel, 100 ml", "Spruce needle fragrance oil, 100 ml", "8.75", pack="6"),
    _item("K-3100", "Wachsfarben, Satz zu 12", "Wax dyes, set of 12", "21.50"),
    _item("K-3110", "Dochtschere, Messing", "Wick trimmer, brass", "16.90"),
    _item("K-3120", "Kerzenleuchter, Schmiedeeisen", "Candlestick, wrought iron", "34.20"),
    _item("W-4010", "Stechbeitel-Satz, 6-teilig", "Chisel set, 6 pieces", "84.00"),
    _item("W-4020", "Simshobel, Weißbuche", "Rebate plane, hornbeam", "112.00"),
    _item("W-4030", "Feinsäge, 250 mm", "Fine saw, 250 mm", "28.40"),
    _item("W-4040", "Holzleim D3, Flasche 750 g", "Wood glue D3, 750 g bottle", "9.80", pack="6"),
    _item("W-4050", "Leinölfirnis", "Boiled linseed oil", "11.60", "l", least="1"),
    _item("W-4060", "Hartwachsöl, matt", "Hard wax oil, matt", "27.30", "l", least="1"),
    _item("W-4070", "Schleifpapier K120, Rolle 50 m", "Sandpaper grit 120, 50 m roll", "33.90"),
    _item("W-4080", "Holzschrauben 4 × 40, Karton zu 500", "Wood screws 4 × 40, box of 500", "22.70", "Karton"),
    _item("W-4090", "Messingschrauben 3 × 20", "Brass screws 3 × 20", "0.0895", least="100", pack="100"),
    _item("W-4100", "Arbeitshandschuhe, Rindleder, Gr. 9", "Work gloves, cowhide, size 9", "7.45", "Paar", pack="12"),
    _item("W-4110", "Schürze „Tapferes Schneiderlein“", "Apron “Brave Little Tailor”", "31.00"),
    _item("W-4120", "Zollstock, Buche, 2 m", "Folding rule, beech, 2 m", "4.60", pack="10"),
    _item("W-4130", "Schraubzwinge, 400 mm", "Bar clamp, 400 mm", "19.80"),
    _item("W-4140", "Putzlappen, Baumwolle", "Cleaning rags, cotton", "2.95", "kg", least="10", pack="10"),
    _item("W-4150", "Sägespäne, entstaubt", "Sawdust, dedusted", "0.65", "kg", least="20", pack="20"),
    _item("W-4160", "Stahlwolle 0000, 200 g", "Steel wool 0000, 200 g", "4.15"),
    _item(
        "B-5010", "Buch „Vom rechten Winkel“, gebunden", "Book on woodworking, hardback (German)", "34.58", tax=REDUCED
    ),
    _item("B-5020", "Buch „Kerzen gießen im Winter“", "Book on candle making (German)", "22.43", tax=REDUCED),
    _item(
        "B-5030", "Märchenbuch, Leinen, illustriert", "Book of fairy tales, linen, illustrated", "27.10", tax=REDUCED
    ),
    _item(
        "B-5040",
        "Heft „Werkstatt & Licht“, Herbst",
        "Magazine “Workshop & Light”, autumn",
        "6.45",
        tax=REDUCED,
        pack="5",
    ),
    _item(
        "B-5050", "Malbuch „Bremer Stadtmusikanten“", "Colouring book “Town Musicians”", "5.51", tax=REDUCED, pack="10"
    ),
    _item(
        "B-5060", "Werkstattkaffee, ganze Bohne, 1 kg", "Workshop coffee, whole beans, 1 kg", "18.60", "kg", tax=REDUCED
    ),
    _item("B-5070", "Waldhonig, Glas 500 g", "Forest honey, 500 g jar", "6.90", tax=REDUCED, pack="6"),
    _item("B-5080", "Lebkuchen „Knusperhaus“, Karton zu 12", "Gingerbread, box of 12", "41.40", "Karton", tax=REDUCED),
    _item(
        "B-5090", "Ahle Wurscht, luftgetrocknet", "Air-dried Hessian sausage", "24.80", "kg", tax=REDUCED, least="0.5"
    ),
    _item("B-5100", "Kräutertee „Sieben Geißlein“, 100 g", "Herbal tea, 100 g", "4.30", tax=REDUCED, pack="12"),
    _item("B-5990", "Kalender 2025 (Restposten)", "Calendar 2025 (remaining stock)", "3.00", tax=REDUCED, blocked=True),
    _item("D-6010", "Montage vor Ort", "Installation on site", "62.00", "Std", least="0.5", max_discount="5"),
    _item("D-6020", "Lichtplanung", "Lighting design", "88.00", "Std", least="1", max_discount="5"),
    _item("D-6030", "Tischlerarbeiten nach Aufwand", "Joinery work by the hour", "58.00", "Std", least="0.5"),
    _item("D-6040", "Anfahrt, pauschal", "Call-out charge", "35.00", "Psch"),
    _item("D-6050", "Kurs „Kerzenziehen“, je Gruppe", "Candle dipping workshop, per group", "240.00", "Psch"),
    _item("D-6060", "Gravur, bis 30 Zeichen", "Engraving, up to 30 characters", "9.50"),
    _item("D-6070", "Schärfdienst, je Klinge", "Sharpening, per blade", "5.80"),
)
"""All items, in the order of the price list."""
