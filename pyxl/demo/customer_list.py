"""The customers of the demo firm: joiners, schools, inns and shops in German towns and a few beyond the border.

>>> CUSTOMERS[0].name
'Möbelhaus Brüderchen & Schwesterchen GmbH'
"""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.text import fold
from pyxl.demo.accounts import german_iban
from pyxl.masterdata import Customer, CustomerLanguage, TaxTreatment

EN = CustomerLanguage.EN
INTRA, EXPORT, REVERSE = TaxTreatment.INTRA_COMMUNITY, TaxTreatment.EXPORT, TaxTreatment.REVERSE_CHARGE
OWN_IBAN = "own"


def _customer(
    number: str,
    name: str,
    street: str,
    place: str,
    country: str = "DE",
    *,
    to: str = "",
    language: CustomerLanguage = CustomerLanguage.DE,
    vat_id: str = "",
    tax: TaxTreatment = TaxTreatment.DOMESTIC,
    reference: str = "",
    days: int | None = None,
    cash_discount: tuple[str, int] | None = None,
    discount: str = "",
    iban: str = OWN_IBAN,
    blocked: bool = False,
    note: str = "",
) -> Customer:
    """`place` is postcode and town. Without another account, the customer pays from an invented German one."""
    postcode, _, city = place.partition("  ")
    return Customer(
        customer_number=number,
        name=name,
        additional_name=to,
        street=street,
        postcode=postcode,
        city=city,
        country=country,
        language=language,
        email=f"rechnung@{_domain(name)}.example",
        vat_id=vat_id,
        tax_treatment=tax,
        buyer_reference=reference,
        payment_days=days,
        cash_discount_percent=Decimal(cash_discount[0]) if cash_discount else None,
        cash_discount_days=cash_discount[1] if cash_discount else None,
        price_discount_percent=Decimal(discount) if discount else None,
        currency="EUR",
        iban=german_iban(int(number)) if iban == OWN_IBAN else iban,
        blocked=blocked,
        note=note,
    )


def _domain(name: str) -> str:
    """Two words of the name, as far as they fit into a domain."""
    words = ("".join(letter for letter in word if letter.isalnum()) for word in fold(name).lower().split())
    return "-".join([word for word in words if len(word) > 2][:2])


CUSTOMERS: tuple[Customer, ...] = (
    _customer("10001", "Möbelhaus Brüderchen & Schwesterchen GmbH", "Holzmarkt 4", "34117  Kassel", discount="5"),
    _customer("10002", "Tischlerei Ralf Ehrhardt e. K.", "Sägegasse 11", "34212  Melsungen"),
    _customer("10003", "Gasthof Zum Löwenkopf", "Marktplatz 2", "34346  Hann. Münden", to="Inh. Grete Söhnlein"),
    _customer("10004", "Schreinerei Überall GmbH & Co. KG", "Industriestraße 27", "34225  Baunatal", discount="7.5"),
    _customer("10005", "Kerzenstube Wüstenbecker", "Lange Straße 41", "34369  Hofgeismar", iban=""),
    _customer("10006", "Landhotel Reinhardsblick GmbH", "Waldstraße 90", "34385  Bad Karlshafen", days=30),
    _customer("10007", "Fachwerk & Form Architekten PartG mbB", "Untere Karlsstraße 8", "34117  Kassel"),
    _customer("10008", "Leuchtenkontor Hübner OHG", "Wilhelmstraße 19", "37073  Göttingen", discount="10"),
    _customer(
        "10009",
        "Zweckverband Bauhof Lindenau",
        "Rathausplatz 1",
        "34497  Korbach",
        reference="990-BAUHOF07-41",
        days=30,
    ),
    _customer("10010", "Drechslerei Kühnapfel", "Mühlenweg 3", "37213  Witzenhausen", iban=""),
    _customer(
        "10011",
        "Gerüst- und Innenausbau Vogelsang GmbH & Co. KG",
        "Am Güterbahnhof 6",
        "36251  Bad Hersfeld",
        vat_id="DE998877016",
        tax=REVERSE,
        note="§ 13b UStG, Nachweis liegt vor",
    ),
    _customer("10012", "Buchhandlung Eulenspiegelei", "Barfüßerstraße 30", "35037  Marburg", discount="4"),
    _customer("10013", "Evangelische Kirchengemeinde Sankt Ottilien", "Kirchhof 1", "34576  Homberg (Efze)"),
    _customer(
        "10014",
        "Holz-Lässig Großhandelsgesellschaft mbH",
        "Hafenstraße 112",
        "33098  Paderborn",
        discount="12",
        cash_discount=("3", 10),
        days=30,
    ),
    _customer("10015", "Café Zuckerschnute", "Neustadt 14", "36037  Fulda", iban=""),
    _customer("10016", "Wohnstudio Hellmich GmbH", "Herforder Straße 200", "33602  Bielefeld", discount="5"),
    _customer("10017", "Elektro Blitz & Söhne GmbH", "Voltaweg 5", "99084  Erfurt"),
    _customer("10018", "Museumsladen Schloss Wichtelberg gGmbH", "Schlosshof 3", "99817  Eisenach", days=21),
    _customer(
        "10019", "Restaurierungswerkstatt Dr. phil. Annegret Müller-Lüdenscheidt", "Töpfergasse 9", "99423  Weimar"
    ),
    _customer("10020", "Bühnenbau Vorhang auf! GmbH", "Theaterplatz 7", "04109  Leipzig", cash_discount=("2", 14)),
    _customer("10021", "Naturkost Rübenach eG", "Ackerstraße 55", "37269  Eschwege"),
    _customer("10022", "Weihnachtsmarkt-Beschicker Nußknacker GbR", "Striezelgasse 24", "01067  Dresden", iban=""),
    _customer("10023", "Hotel Elbglanz Betriebs-GmbH", "Am Sandtor 18", "20457  Hamburg", days=30, discount="3"),
    _customer("10024", "Möbelmanufaktur Spreeholz GmbH", "Köpenicker Straße 154", "10997  Berlin"),
    _customer("10025", "Ateliergemeinschaft Kiezlicht", "Weserstraße 60", "12045  Berlin", iban=""),
    _customer("10026", "Raumausstattung Bäumler GmbH", "Lindwurmstraße 21", "80337  München", discount="5"),
    _customer("10027", "Domkerzen Schmitz GmbH & Co. KG", "Heumarkt 33", "50667  Köln", cash_discount=("3", 8)),
    _customer(
        "10028", "Frankfurter Lichtwerkstatt AG", "Hanauer Landstraße 128", "60314  Frankfurt am Main", discount="8"
    ),
    _customer("10029", "Schwäbische Werkbank-Vertriebs GmbH", "Neckarstraße 71", "70190  Stuttgart", discount="10"),
    _customer("10030", "Spielzeug & Holz Zirndorfer", "Königstraße 12", "90402  Nürnberg"),
    _customer("10031", "Seemannsgarn Souvenirs UG (haftungsbeschränkt)", "Am Hafen 2", "25813  Husum", days=7),
    _customer("10032", "Hanse-Interieur Petersen GmbH", "Mengstraße 40", "23552  Lübeck", discount="5"),
    _customer("10033", "Werkstatt für Menschen mit Behinderung Fuldaaue gGmbH", "Auenweg 15", "34121  Kassel", days=30),
    _customer(
        "10034",
        "Bildungswerk des nordhessischen Tischler- und Schreinerhandwerks e. V., Überbetriebliche Ausbildungsstätte",
        "Scharnhorststraße 70",
        "34125  Kassel",
        days=30,
    ),
    _customer("10035", "Bremer Kontor für Leuchten GmbH", "Am Wall 101", "28195  Bremen", discount="6"),
    _customer("10036", "Weingut & Straußwirtschaft Riesling-Römer", "Zeller Straße 8", "97082  Würzburg"),
    _customer("10037", "Holzwurm Heimwerkerbedarf e. K.", "Bahnhofstraße 66", "35390  Gießen"),
    _customer("10038", "Schulbedarf Klecks & Kreide GmbH", "Schulstraße 5", "34613  Schwalmstadt", iban=""),
    _customer("10039", "Kloster Sonnenthal – Klosterladen", "Klosterhof 1", "87435  Kempten (Allgäu)"),
    _customer(
        "10040", "Objekteinrichter Rheinufer GmbH", "Rheinallee 77", "55118  Mainz", cash_discount=("2", 10), days=30
    ),
    _customer("10041", "Antik & Docht Zoë Naïve-Şahin", "Grüner Weg 13", "52062  Aachen", iban=""),
    _customer("10042", "Gärtnerei Immergrün Gebr. Oßwald", "Gartenstraße 29", "34537  Bad Wildungen"),
    _customer("10043", "Bad & Baumarkt Kolbe GmbH", "Gewerbepark 8", "34414  Warburg", discount="5"),
    _customer("10044", "Planungsbüro Lichtblick Dipl.-Ing. Yılmaz", "Schillerstraße 10", "07743  Jena"),
    _customer(
        "10045",
        "Festzeltbetrieb Hüttenzauber GmbH",
        "Wiesenweg 1",
        "83022  Rosenheim",
        blocked=True,
        note="Zahlt seit Juni nicht",
    ),
    _customer(
        "10046",
        "Lampenladen Dämmerlicht",
        "Poststraße 17",
        "38100  Braunschweig",
        blocked=True,
        note="Geschäft aufgegeben",
    ),
    _customer(
        "10047",
        "Trödel & Tand Handels-UG",
        "Ringstraße 99",
        "06108  Halle (Saale)",
        blocked=True,
        note="Nur gegen Vorkasse",
    ),
    _customer("10048", "The Crooked Lamp Ltd. & Co. KG", "Alte Schönhauser Straße 9", "10119  Berlin", language=EN),
    _customer("10049", "Nordic Bench Trading GmbH", "Holtenauer Straße 82", "24105  Kiel", language=EN, discount="5"),
    _customer(
        "10050", "International School of Northern Hesse e. V.", "Parkstraße 44", "34119  Kassel", language=EN, days=30
    ),
    _customer(
        "10051",
        "Tischlerei Alpenglühn GmbH",
        "Linzer Gasse 26",
        "5020  Salzburg",
        "AT",
        vat_id="ATU99887701",
        tax=INTRA,
        iban="AT609999900000010051",
    ),
    _customer(
        "10052",
        "Wiener Kerzenmanufaktur Nachtlichtl KG",
        "Neubaugasse 38",
        "1070  Wien",
        "AT",
        vat_id="ATU99887710",
        tax=INTRA,
        iban="AT339999900000010052",
        discount="5",
    ),
    _customer(
        "10053",
        "Gasthaus Zirbenstüberl",
        "Maria-Theresien-Straße 15",
        "6020  Innsbruck",
        "AT",
        vat_id="ATU99887729",
        tax=INTRA,
        iban="AT069999900000010053",
    ),
    _customer(
        "10054",
        "Maison Chandelle SARL",
        "12 rue des Tonneliers",
        "67000  Strasbourg",
        "FR",
        language=EN,
        vat_id="FR36998877005",
        tax=INTRA,
        iban="FR7699999000010000001005423",
    ),
    _customer(
        "10055",
        "Ébénisterie Lumière et Fils",
        "5 quai de la Lauch",
        "68000  Colmar",
        "FR",
        language=EN,
        vat_id="FR60998877013",
        tax=INTRA,
        iban="FR7699999000010000001005520",
    ),
    _customer(
        "10056",
        "Atelier du Vieux Lyon SAS",
        "31 rue Saint-Jean",
        "69005  Lyon",
        "FR",
        language=EN,
        vat_id="FR84998877021",
        tax=INTRA,
        iban="",
        days=30,
    ),
    _customer(
        "10057",
        "Kaarsenhuis De Vlam B.V.",
        "Oudegracht 210",
        "3511 NR  Utrecht",
        "NL",
        language=EN,
        vat_id="NL998877001B99",
        tax=INTRA,
        iban="NL43DEMO0000010057",
    ),
    _customer(
        "10058",
        "Houtwerk Maastricht B.V.",
        "Bredestraat 14",
        "6211 HC  Maastricht",
        "NL",
        language=EN,
        vat_id="NL998877013B99",
        tax=INTRA,
        iban="NL16DEMO0000010058",
        discount="5",
    ),
    _customer(
        "10059",
        "Lampenschmiede Zürihegel AG",
        "Langstrasse 120",
        "8004  Zürich",
        "CH",
        tax=EXPORT,
        vat_id="CHE-998.877.008 MWST",
        iban="CH4999999000000010060",
    ),
    _customer(
        "10060",
        "Schreinerei Bärengraben GmbH",
        "Gerechtigkeitsgasse 50",
        "3011  Bern",
        "CH",
        tax=EXPORT,
        iban="CH2299999000000010061",
        days=30,
    ),
)
"""All customers, by number."""
