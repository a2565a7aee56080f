"""Countries and their people: names that stand for one another ("France", "French"). Pure data.

Each line is a country, with its people, adjectives and short names. Where a name is more than one
word, its parts are joined by "_".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAMES = """
Afghanistan Afghan Afghans
Albania Albanian Albanians
Algeria Algerian Algerians
Argentina Argentine Argentinian Argentines Argentinians
Armenia Armenian Armenians
Australia Australian Australians
Austria Austrian Austrians
Azerbaijan Azerbaijani Azerbaijanis
Bangladesh Bangladeshi Bangladeshis
Belarus Belarusian Belarusians
Belgium Belgian Belgians
Bolivia Bolivian Bolivians
Bosnia Bosnian Bosnians
Brazil Brazilian Brazilians
Britain Great_Britain British Briton Britons UK United_Kingdom
Bulgaria Bulgarian Bulgarians
Cambodia Cambodian Cambodians
Canada Canadian Canadians
Chile Chilean Chileans
China Chinese
Colombia Colombian Colombians
Croatia Croatian Croatians Croat Croats
Cuba Cuban Cubans
Cyprus Cypriot Cypriots
Czechia Czech_Republic Czech Czechs
Denmark Danish Dane Danes
Egypt Egyptian Egyptians
England English
Estonia Estonian Estonians
Ethiopia Ethiopian Ethiopians
Europe European Europeans
Finland Finnish Finn Finns
France French Frenchman Frenchmen
Georgia Georgian Georgians
Germany German Germans
Ghana Ghanaian Ghanaians
Greece Greek Greeks
Hungary Hungarian Hungarians
Iceland Icelandic Icelander Icelanders
India Indian Indians
Indonesia Indonesian Indonesians
Iran Iranian Iranians
Iraq Iraqi Iraqis
Ireland Irish
Israel Israeli Israelis
Italy Italian Italians
Japan Japanese
Jordan Jordanian Jordanians
Kazakhstan Kazakh Kazakhs
Kenya Kenyan Kenyans
Kosovo Kosovar Kosovars
Kuwait Kuwaiti Kuwaitis
Latvia Latvian Latvians
Lebanon Lebanese
Libya Libyan Libyans
Lithuania Lithuanian Lithuanians
Luxembourg Luxembourgish Luxembourger
Malaysia Malaysian Malaysians
Malta Maltese
Mexico Mexican Mexicans
Moldova Moldovan Moldovans
Mongolia Mongolian Mongolians
Montenegro Montenegrin Montenegrins
Morocco Moroccan Moroccans
Nepal Nepalese Nepali
Netherlands Dutch Dutchman Dutchmen Holland
New_Zealand New_Zealander New_Zealanders
Nigeria Nigerian Nigerians
North_Korea North_Korean North_Koreans
Norway Norwegian Norwegians
Pakistan Pakistani Pakistanis
Palestine Palestinian Palestinians
Peru Peruvian Peruvians
Philippines Philippine Filipino Filipinos
Poland Polish Pole Poles
Portugal Portuguese
Qatar Qatari Qataris
Romania Romanian Romanians
Russia Russian Russians Russian_Federation
Saudi_Arabia Saudi Saudis Saudi_Arabian
Scotland Scottish Scot Scots
Serbia Serbian Serbians Serb Serbs
Singapore Singaporean Singaporeans
Slovakia Slovak Slovaks
Slovenia Slovenian Slovene Slovenes
Somalia Somali Somalis
South_Africa South_African South_Africans
South_Korea South_Korean South_Koreans
Soviet_Union Soviet Soviets USSR
Spain Spanish Spaniard Spaniards
Sudan Sudanese
Sweden Swedish Swede Swedes
Switzerland Swiss
Syria Syrian Syrians
Taiwan Taiwanese
Thailand Thai Thais
Tunisia Tunisian Tunisians
Turkey Turkish Turk Turks
Ukraine Ukrainian Ukrainians
USA US United_States United_States_of_America America American Americans
Venezuela Venezuelan Venezuelans
Vietnam Vietnamese
Wales Welsh Welshman
Yemen Yemeni Yemenis
Deutschland deutsch deutsche deutschen deutscher deutsches Deutscher
Frankreich französisch französische französischen französischer Franzose Franzosen
England_ englisch englische englischen
Großbritannien britisch britische britischen britischer Briten
Italien italienisch italienische italienischen Italiener
Österreich österreichisch österreichische österreichischen Österreicher
Polen polnisch polnische polnischen
Russland russisch russische russischen russischer Russen
Schweiz schweizerisch schweizerische Schweizer
Spanien spanisch spanische spanischen Spanier
Ukraine_ ukrainisch ukrainische ukrainischen Ukrainer
Allemagne allemand allemande allemands allemandes
Angleterre anglais anglaise anglaises
Belgique belge belges
Espagne espagnol espagnole espagnols espagnoles
France_ français française françaises
Italie italien italienne italiens italiennes
Pologne polonais polonaise
Russie russe russes
Suisse suisses
Alemania alemán alemana alemanes
España español española españoles
Francia francés francesa franceses
Italia italiano italiana italianos
Rusia ruso rusa rusos
"""

_LINES = [
    [name.rstrip("_").replace("_", " ") for name in line.split()]
    for line in _NAMES.strip().splitlines()
]

COUNTRY_OF: Mapping[str, str] = {
    name.casefold(): line[0].casefold().replace(" ", "") for line in _LINES for name in line
}
"""The country of each name, adjective or people, all in lower case, the country in one word."""

LONG_NAMES = re.compile(
    r"\b(?:the )?("
    + "|".join(
        sorted((name for line in _LINES for name in line if " " in name), key=len, reverse=True)
    )
    + r")\b",
)
"""The names that are more than one word, as they are written."""
