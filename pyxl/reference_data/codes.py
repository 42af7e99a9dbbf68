"""Codes of the outside world that a cell may hold: countries, the Union's members, currencies.

>>> is_country("DE"), is_country("UK"), is_member_state("AT"), is_currency("EUR"), is_currency("XXX")
(True, False, True, True, False)
"""

from __future__ import annotations

_COUNTRY_LIST = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
"""ISO 3166-1 alpha-2."""
_MEMBER_LIST = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
_CURRENCY_LIST = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP
CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG
HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL
MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR
RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD
TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAD XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
"""ISO 4217 without funds, precious metals and test codes: nobody is invoiced in those."""

_COUNTRIES = frozenset(_COUNTRY_LIST.split())
_MEMBER_STATES = frozenset(_MEMBER_LIST.split())
_CURRENCIES = frozenset(_CURRENCY_LIST.split())
_VAT_PREFIX = {"EL": "GR", "XI": "GB"}
"""Greece writes EL, and Northern Ireland XI, where ISO says GR and GB."""


def is_country(code: str) -> bool:
    """Whether it is a country of ISO 3166-1, two capital letters."""
    return code in _COUNTRIES


def is_member_state(code: str) -> bool:
    """Whether the country is in the European Union (state: 2026)."""
    return code in _MEMBER_STATES


def is_currency(code: str) -> bool:
    """Whether it is a currency that one can be invoiced in, as ISO 4217 code."""
    return code in _CURRENCIES


def vat_id_country(vat_id: str) -> str:
    """The country that gave out the VAT ID, as ISO code.

    >>> vat_id_country("EL094259216"), vat_id_country("ATU13585627")
    ('GR', 'AT')
    """
    prefix = vat_id[:2].upper()
    return _VAT_PREFIX.get(prefix, prefix)


def is_vat_id(vat_id: str) -> bool:
    """Whether form and check digits are those of a VAT ID of a member state or Northern Ireland; asks nobody.

    >>> is_vat_id("DE 136 695 976"), is_vat_id("DE136695977")
    (True, False)
    """
    from stdnum.eu import vat

    return bool(vat.is_valid(vat_id))


def is_iban(iban: str) -> bool:
    """Whether length, form and check digits are those of an IBAN.

    >>> is_iban("DE89 3704 0044 0532 0130 00"), is_iban("DE89 3704 0044 0532 0130 01"), is_iban("BE68 5390 0754 7034")
    (True, False, True)
    """
    from stdnum import iban as stdnum_iban

    # For Belgium it would also ask a list of banks, which ages: a bank founded later would be none.
    has_no_list = not iban.strip().upper().startswith("BE")
    return bool(stdnum_iban.is_valid(iban, check_country=has_no_list))


def is_tax_number(text: str) -> bool:
    """Whether a German tax office could have given it out, as its state writes it or in the form of all states.

    >>> is_tax_number("026/815/08154"), is_tax_number("12"), is_tax_number("2613081508153")
    (True, False, True)
    """
    from stdnum.de import stnr

    return bool(stnr.is_valid(text))


def is_creditor_id(text: str) -> bool:
    """Whether form and check digits are those of a SEPA creditor identifier.

    >>> is_creditor_id("DE98ZZZ09999999999"), is_creditor_id("DE97ZZZ09999999999")
    (True, False)
    """
    from stdnum.eu import at_02

    return bool(at_02.is_valid(text))


def is_bic(bic: str) -> bool:
    """Whether it has the form of a BIC, eight or eleven characters; asks nobody whether the bank exists.

    >>> is_bic("COBADEFFXXX"), is_bic("COBADE")
    (True, False)
    """
    from stdnum import bic as stdnum_bic

    return bool(stdnum_bic.is_valid(bic))
