"""The demo firm: Tischlein & Docht GmbH of Kassel, whose September a newcomer bills and whose October she reconciles.

Every name, number and account is invented. VAT ids and IBANs have right check digits, but begin with digits that no
bank and no tax office has given out. All of it is the same on every machine and in every year.
"""
