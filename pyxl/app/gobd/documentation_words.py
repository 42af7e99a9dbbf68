"""The sentences of the description of the procedure. What is said here of pyxl, its tests hold it to."""

from __future__ import annotations

from typing import Final

INTRODUCTION: Final = (
    "Stand {day}, erzeugt von pyxl {version} aus der Konfiguration (`pyxl docs gobd`). Sie beschreibt, wie Belege "
    "entstehen, erfasst, gebucht, geändert und aufbewahrt werden (GoBD, BMF-Schreiben vom 28.11.2019, zuletzt geändert "
    "am 14.07.2025). Was ein Programm nicht wissen kann, ist zu ergänzen."
)
SCOPE: Final = (
    "Das Unternehmen führt Aufträge, Ware, Rechnungen, offene Posten, Bank und Eingangsrechnungen in einer "
    "Excel-Arbeitsmappe. pyxl erzeugt daraus Belege und Buchungen. Maßgeblich ist nicht die Mappe, sondern das Journal "
    "daneben. Ergänzend ist festzuhalten:\n"
)
ORGANISATION: Final = (
    "Wer welche Aufgaben hat (Erfassung, Freigabe, Zahlung, Abschluss)",
    "Wie Post und E-Mail eingehen und wer sie sichtet",
    "Wie und wo Papierbelege abgelegt werden; ob gescannt wird und was mit dem Papier geschieht",
    "Kasse: ob es eine gibt und wie sie geführt wird (pyxl führt keine)",
    "Vor- und Nebensysteme (Webshop, Lohn, Anlagen) und ihre eigenen Dokumentationen",
    "Steuerberatung: wer die Buchungen übernimmt und wie oft",
)
USERS: Final = (
    "Jede Taste zeigt vor dem Schreiben, was sie ändert, und fragt, bevor sie etwas Unwiderrufliches tut. Fehlerhafte "
    "Zeilen bleiben außen vor und werden im Blatt Befunde genannt. Jeder Lauf steht mit Benutzer und Zeit im Protokoll."
)
ACCOUNTS: Final = (
    "Jeder Geschäftsvorfall wird gebucht; das Konto folgt aus Vorgang, Steuersatz, Land und Artikelgruppe. Ohne "
    "eigenes Konto gilt der Kontenrahmen {chart}:"
)
TECHNICAL: Final = (
    "pyxl {version} läuft auf dem Rechner des Unternehmens; es gibt keinen Server und keine Übertragung nach außen. "
    "Neben der Mappe liegt ein Ordner gleichen Namens mit der Endung `.pyxl`: Journal, ausgestellte Belege "
    "(`documents/`), empfangene Rechnungen unverändert unter ihrer SHA-256 (`attached/`), Sicherungen der Mappe "
    "(`backups/`) und Vorlagen (`templates/`). Rechnungen sind PDF/A-3 mit eingebetteter E-Rechnung (EN 16931)."
)
JOURNAL: Final = (
    "`{place}` ist eine SQLite-Datenbank, an die nur angefügt wird. Jeder der {count} Einträge enthält die Prüfsumme "
    "(SHA-256) des vorigen; eine nachträgliche Änderung, Löschung oder Einfügung bricht die Kette und wird bei jedem "
    "Lauf und von `pyxl check` bemerkt. Belegnummer, Inhalt und Buchung entstehen in einer Transaktion: Ein Absturz "
    "hinterlässt weder eine Lücke noch eine doppelte Nummer. Korrekturen sind eigene Einträge (Storno, "
    "Rechnungskorrektur); nichts wird überschrieben (§ 146 Abs. 4 AO). Ausgestellte Dateien werden mit ihrer Prüfsumme "
    "vermerkt; `pyxl check` nennt jede, die fehlt oder verändert wurde."
)
NUMBERS: Final = (
    "Nummern werden erst beim Ausstellen vergeben, fortlaufend und je Nummernkreis einmalig (§ 14 Abs. 4 Nr. 4 UStG)."
)
OPERATION: Final = (
    "Vor jeder Änderung der Mappe wird eine Kopie in `backups/` gelegt (die letzten 20, dazu eine je Tag für 30 Tage). "
    "Mappe und Ordner sind zusammen zu sichern; die Sicherung des Rechners ist zu ergänzen: "
    "_(bitte ergänzen: womit, wie oft, wohin, Test der Rücksicherung)_. Aus dem Journal stellt `pyxl rebuild` Mappe "
    "und Belege wieder her."
)
RETENTION: Final = (
    "- Aufbewahrung: Rechnungen und Buchungsbelege 8 Jahre, Bücher und Abschlüsse 10, Geschäftsbriefe 6 (§ 147 Abs. 3 "
    "AO).\n"
    "- E-Rechnungen werden im Original (XML oder PDF mit XML) aufbewahrt.\n"
    "- `pyxl archive` legt ein Jahr als ZIP ab: Belege, Journal, Prüfdaten und eine Liste der SHA-256; "
    "`pyxl verify-archive` prüft es.\n"
    "- Z1 und Z2 (unmittelbarer und mittelbarer Zugriff): die Mappe und `pyxl search`.\n"
    "- Z3 (Datenträger): `pyxl gobd-export` schreibt CSV-Dateien und `index.xml` nach dem Beschreibungsstandard."
)
CONTROLS: Final = (
    "pyxl prüft jede Eingabe: {errors} Regeln halten eine Zeile auf, {warnings} warnen, {infos} weisen hin. Weiter:\n\n"
    "- Bankauszüge werden nur vollständig übernommen: Anfangsbestand, Umsätze und Endbestand müssen aufgehen.\n"
    "- Offene Posten und Personenkonten stimmen an jedem Tag überein; jede Buchung geht auf.\n"
    "- Eingangsrechnungen werden auf Doppel, fremdes Konto, Bestellung und Wareneingang geprüft.\n"
    "- `pyxl check` vergleicht Journal, Mappe und Belege."
)
RIGHTS: Final = (
    "Wer eine Rechnung erfasst hat, gibt sie nicht frei. Benutzer ist die Anmeldung am Rechner; Kennwörter vergibt das "
    "Betriebssystem: _(bitte ergänzen: wer welchen Zugang hat)_."
)
LOCKS: Final = (
    "Gesperrt bis: {until}. Bis zu diesem Tag wird nichts erfasst und nichts zurückgenommen; was später mit einem "
    "früheren Datum hereinkommt, wird am ersten offenen Tag gebucht. Jede Änderung des Tages steht im Journal:"
)
