"""What the training lines say: texts as KTPs print them, and texts from nowhere, so that the reader reads and does not guess.

The face is `ocr` for the NIK, `header` for the two centred lines, else `body`.
Region names, occupations and countries are those of packages/core/data; given and family names are the lists below.
"""
import json
import os
import re

from reader.alphabet import ALPHABET, CODES, fold

DATA = os.path.join(os.path.dirname(__file__), "..", "..", "packages", "core", "data")


def _load(name):
    with open(os.path.join(DATA, name), encoding="utf-8") as file:
        return json.load(file)


def _printable(text):
    return all(char in CODES for char in fold(text))


_regions = _load("regions.json")
PROVINCES = [name for name in _regions["provinces"].values() if _printable(name)]
_regencies = _regions.get("regencies", {})
REGENCIES = [name if isinstance(name, str) else name[0] for name in _regencies.values()]
_districts = _regions.get("districts", {})
DISTRICTS = [name[2:] for value in _districts.values() for name in value.split("|")]  # two digits of code before each
DISTRICTS = [name for name in DISTRICTS if _printable(name)]
VILLAGES = [name for value in _load("villages.json").values() for name in value.split("|") if _printable(name)]
OCCUPATIONS = [name for key, others in _load("occupations.json").items() for name in [key, *others]]
_countries = _load("countries.json")
COUNTRIES = [name.upper() for name in (_countries if isinstance(_countries, list) else list(_countries)) if _printable(name)]
REGION_CODES = list(_regencies)

GIVEN = (
    "AGUS BAMBANG SLAMET JOKO TRI DWI EKO WAHYU SUGENG HERI SRI SITI DEWI RATNA ENDANG WULAN RETNO DYAH NUR ASEP DADANG UJANG "
    "CECEP RIZKY FAJAR DENI IWAN TAUFIK YUSUF NENENG EUIS LILIS RINA YANI AISYAH INTAN MAYA FITRI NOVI TOGAR DANIEL JONATHAN "
    "SAHAT HOTMAN BINSAR RUTH MARIA LASTRI DEBORA WAYAN MADE NYOMAN KETUT PUTU KADEK KOMANG GEDE LUH MUHAMMAD TEUKU RIDWAN "
    "SYAHRUL ZULKIFLI HENDRA CUT NURUL SYARIFAH YULIA DESI RAHMI ANDI BASO RUSLAN STEVEN JEMMY HENDRIK SYAMSUL YOHANES KEVIN "
    "BESSE MERRY GRACE HASNAWATI CHRISTINE YAKOBUS MARKUS FRANSISKUS OKTOVIANUS PETRUS YOSEFINA MARIANA AGUSTINA ABDUL ABDULLAH "
    "AHMAD MUHAMAD MOHAMAD MOCH. MUH. ABD. ALI HASAN HUSEIN UMAR FATIMAH KHADIJAH ZAINAB MARYAM IBRAHIM ISMAIL ISHAK YAHYA ILHAM "
    "INDAH IKA ITA IIS IIN ILI LALU BAIQ I NI IDA GUSTI AYU BAGUS ANAK AGUNG DESAK DEWA SANG COKORDA RADEN RR. R. TB. H. HJ. DR. "
    "DRS. IR. PROF. XAVERIUS QORY QUEENA VINA VERONIKA WILLIAM ZAHRA ZULFA JIHAN JUMIATI HALIMAH HARTINI KARTINI KASIMIN TUKIRAN "
    "MISNADI SUROSO SUMIATI PARTINI WAGINAH TUMINEM PAIMIN NGATIMIN SUPRIYADI BUDI BAYU BIMA CAHYA CITRA DIAN DIMAS EDI ERNI FEBRI "
    "GALIH GILANG HANI HADI IRFAN JULI KIKI LIA LUKMAN MEGA NANI OKTA PUTRI PUTRA RATU REZA SARI SUSI TINI TONO UMI VICKY WATI YUDI"
).split()
FAMILY = (
    "PRASETYO SANTOSO WIBOWO NUGROHO SETIAWAN HARTONO PURNOMO KURNIAWAN LESTARI RAHAYU WAHYUNI HANDAYANI ASTUTI PUSPITASARI NINGSIH "
    "KUSUMAWARDHANI HIDAYAT SUPRIATNA KOSASIH RAMDHAN MAULANA PERMANA GUNAWAN FIRMANSYAH KOMALASARI NURHAYATI ROHAENI MARLINA "
    "SIMANJUNTAK HUTAGALUNG SITUMORANG NASUTION SIHOMBING GINTING LUMBANTOBING ZEBUA SIREGAR HARAHAP LUBIS TARIGAN SEMBIRING "
    "PURBA MANURUNG PANJAITAN NAINGGOLAN SUARDANA ARTAWAN MAHENDRA SUDIARTA ADNYANA WIRAWAN SUARTINI ARYANI WIDIASTUTI ISKANDAR "
    "SYAHPUTRA RAMADHAN AKBAR EFENDI MEUTIA HASANAH AZZAHRA SAFITRI YUNIARTI MAHARANI PATTIRO MAPPANYUKKI ARDIANSYAH ARIFIN LIE "
    "TANUWIJAYA TAN LIM OEI KWEE WIJAYA RUMAGIT WOWOR LANGI MANGALLE RUMBIAK WENDA TABUNI PATTIWAEL KOGOYA LATUHERU KAISIEPO "
    "YIKWA MATULESSY TAMAELA NUSSY SAHETAPY BOLANG DA COSTA DE FRETES VAN HOUTEN GANDI HALIM SALIM HARTANTO SUTANTO BIN BINTI"
).split()
TITLES = ["S.H.", "S.PD.", "S.E.", "M.T.", "S.KOM", "S.T.", "M.M.", "A.MD", "S.AG.", "S.SOS", "SP.A", "M.PD.I", "S.Pd.I", "S.Kom", "M.Si"]
STREETS = (
    "JL. JLN JALAN GG. GANG KP. KP KAMPUNG DS. DUSUN DSN. DSN LINGK. LINGKUNGAN LK. BR. PERUM PERUMAHAN KOMP. KOMPLEK TAMAN ASRAMA "
    "LR. LRG. LORONG JORONG BANJAR RUSUN APT. BTN GRIYA PONDOK VILLA CLUSTER"
).split()
STREET_NAMES = (
    "MELATI KENANGA MAWAR ANGGREK SUDIRMAN DIPONEGORO MERDEKA PAHLAWAN VETERAN GATOT SUBROTO AHMAD YANI KARTINI PEMUDA RAYA PASAR BARU "
    "LAMA INDAH ASRI PERMAI SEJAHTERA HIJAU BUMI SAWAH KIDUL LOR WETAN KULON TENGAH UTARA SELATAN TIMUR BARAT REJO SARI MULYO KRAJAN "
    "SUMBER AGUNG JATI CENDANA FLAMBOYAN BOUGENVILLE RAJAWALI ELANG GARUDA NURI MERPATI CEMPAKA DAHLIA TERATAI SERUNI PROF. DR. SOEPOMO "
    "HOS COKROAMINOTO WR SUPRATMAN HR RASUNA SAID TB SIMATUPANG IR H JUANDA MT HARYONO IMAM BONJOL"
).split()
ENUMS = [
    "LAKI-LAKI", "PEREMPUAN", "MALE", "FEMALE", "ISLAM", "KRISTEN", "KATHOLIK", "KATOLIK", "HINDU", "BUDHA", "BUDDHA", "KONGHUCU",
    "KHONGHUCU", "KEPERCAYAAN TERHADAP TUHAN YME", "KEPERCAYAAN KEPADA TUHAN YANG MAHA ESA", "CHRISTIANITY", "CATHOLICISM", "BUDDHISM",
    "BELUM KAWIN", "KAWIN", "CERAI HIDUP", "CERAI MATI", "KAWIN TERCATAT", "KAWIN BELUM TERCATAT", "CERAI HIDUP BELUM TERCATAT",
    "SINGLE", "MARRIED", "DIVORCED", "WIDOWED", "WNI", "WNI", "WNI", "INDONESIA", "SEUMUR HIDUP", "SEUMUR HIDUP", "SEUMUR HIDUP",
]
LABELS = [
    "NIK", "Nama", "Tempat/Tgl Lahir", "Jenis Kelamin", "Gol. Darah", "Gol Darah", "Alamat", "RT/RW", "Kel/Desa", "Kecamatan", "Agama",
    "Kepercayaan", "Status Perkawinan", "Pekerjaan", "Kewarganegaraan", "Berlaku Hingga",
]
BLOOD = ["A", "B", "AB", "O", "A+", "B+", "AB+", "O+", "A-", "B-", "AB-", "O-", *["-"] * 8, "TIDAK TAHU"]
# Characters that are taken for one another in print, drawn together so that each must be told by its shape.
GAP = "\t"
CONFUSABLE = ["I1T7L/", "O0QDCG8", "S5B8", "Z2", "IIIHN1", "UVWMN", "EFPR", ".,-':", "()/1", "KXY", "3895", "A4", "G6", "II1.", "+-", "&8B", "RHBKPA", "RRHN", "O-", "A4+-"]


def _pick(rng, values):
    return values[int(rng.integers(len(values)))]


def _date(rng):
    return f"{rng.integers(1, 32):02d}-{rng.integers(1, 13):02d}-{rng.integers(1930, 2031)}"


def _digits(rng, count):
    return "".join(str(d) for d in rng.integers(0, 10, count))


def nik(rng):
    if rng.random() < 0.45:
        return _digits(rng, 16)
    day = int(rng.integers(1, 32)) + (40 if rng.random() < 0.5 else 0)
    return f"{_pick(rng, REGION_CODES)}{rng.integers(1, 40):02d}{day:02d}{rng.integers(1, 13):02d}{rng.integers(0, 100):02d}{_digits(rng, 4)}"


def pseudo_word(rng):
    """A pronounceable word that no list holds."""
    onsets, vowels, codas = "B C D F G H J K L M N P Q R S T V W X Y Z NG NY SY KH TR KR DW".split(), "A I U E O AI AU IA".split(), ["", "", "N", "NG", "R", "S", "H", "K", "T", "M", "L", "I"]
    return "".join(_pick(rng, onsets) * (rng.random() < 0.9) + _pick(rng, vowels) + _pick(rng, codas) for _ in range(int(rng.integers(1, 5))))


def name(rng):
    words = [_pick(rng, GIVEN)] + [_pick(rng, GIVEN if rng.random() < 0.4 else FAMILY) for _ in range(int(rng.integers(0, 4)))]
    if rng.random() < 0.25:
        words[int(rng.integers(len(words)))] = pseudo_word(rng)
    if rng.random() < 0.06:
        words.insert(1, "'" + words[0][0] + "'") if rng.random() < 0.3 else words.append(pseudo_word(rng)[:2] + "'" + pseudo_word(rng))
    text = " ".join(words)
    if rng.random() < 0.12:
        text += ", " + _pick(rng, TITLES)
    return text


def _code(rng):
    """A house, a block or a floor: letters and digits in any order, so that neither is guessed from the other."""
    letter = lambda: chr(ord("A") + int(rng.integers(26)))
    number = lambda: str(rng.integers(1, _pick(rng, [10, 100, 100, 400])))
    forms = [
        lambda: number() + letter(), lambda: letter() + number(), lambda: f"{letter()}-{number()}", lambda: f"{number()}-{number()}",
        lambda: f"{number()}/{number()}", lambda: f"{letter()}{letter()}", lambda: f"{letter()}-{number()}/{number()}", letter, number,
        lambda: f"{number()},{rng.integers(10)}", lambda: f"{letter()}{number()}.{number()}", lambda: f"{letter()}{number()}{letter()}",
    ]
    return _pick(rng, forms)()


def codes(rng):
    return _pick(rng, [" ", " ", ", ", ". ", "/", "-"]).join(_code(rng) for _ in range(int(rng.integers(1, 6))))


def address(rng):
    parts = [_pick(rng, STREETS)] + [_pick(rng, STREET_NAMES) for _ in range(int(rng.integers(1, 4)))]
    roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
    if rng.random() < 0.3:
        parts.append(_pick(rng, roman))
    if rng.random() < 0.35:
        parts += [_pick(rng, ["BLOK", "BLOK", "BLK", "BLOK ", "KAV.", "KAV", "KM.", "KM", "LT.", "TOWER", "GEDUNG", "UNIT"]), _code(rng)]
    if rng.random() < 0.65:
        number = str(rng.integers(1, 400)) if rng.random() < 0.5 else _code(rng)
        parts += [_pick(rng, ["NO.", "NO. ", "NO", "NO:", "NOMOR", "NO."]) + ("" if rng.random() < 0.3 else " ") + number]
    text = " ".join(parts).replace("  ", " ")
    start = 0 if rng.random() < 0.7 else int(rng.integers(0, max(1, len(text) - 6)))
    return text[start:].strip()


def place(rng):
    text = _pick(rng, DISTRICTS if rng.random() < 0.35 else VILLAGES)
    return text


def header(rng):
    draw = rng.random()
    if draw < 0.4:
        return "PROVINSI " + (_pick(rng, PROVINCES) if rng.random() < 0.8 else pseudo_word(rng) + " " + pseudo_word(rng))
    if draw < 0.8:
        return _pick(rng, REGENCIES)
    return _pick(rng, ["KOTA ", "KABUPATEN ", "", "JAKARTA "]) + (place(rng) if rng.random() < 0.6 else pseudo_word(rng))


def birth(rng):
    where = _pick(rng, [place, place, lambda r: _pick(r, COUNTRIES), pseudo_word])(rng)
    return f"{where}{_pick(rng, [', ', ', ', ', ', ',', ' ', '. ', ' - '])}{_date(rng)}"


def random_text(rng):
    count = int(rng.integers(1, 23))
    if rng.random() < 0.5:
        pool = "".join(_pick(rng, CONFUSABLE) for _ in range(2)) + (" " if rng.random() < 0.5 else "")
    else:
        pool = ALPHABET if rng.random() < 0.4 else "ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789"
    text = "".join(_pick(rng, pool) for _ in range(count))
    return " ".join(text.split()) or "I"


def blood(rng):
    group = _pick(rng, BLOOD)
    return group if rng.random() < 0.6 else f"{_pick(rng, ['Gol. Darah', 'Gol Darah', 'Darah'])} : {group}"


def gender_row(rng):
    """The row that holds two values; GAP is the blank between a value and the next label or colon."""
    gender = _pick(rng, ["LAKI-LAKI", "PEREMPUAN", "LAKI-LAKI", "PEREMPUAN", "MALE", "FEMALE", "PRIA", "WANITA"])
    return f"{gender}{GAP}{_pick(rng, ['Gol. Darah', 'Gol Darah'])}{_pick(rng, [GAP, ' '])}:{_pick(rng, [' ', ' ', GAP])}{_pick(rng, BLOOD)}"


def rt_rw(rng):
    draw = rng.random()
    if draw < 0.3:
        return _pick(rng, ["-/-", "-", "-", "000/000"])
    return f"{rng.integers(0, 30):03d}/{rng.integers(0, 25):03d}" if draw < 0.7 else f"{_digits(rng, 3)}/{_digits(rng, 3)}"


def words(rng):
    return " ".join(pseudo_word(rng) for _ in range(int(rng.integers(1, 4))))


KINDS = [
    (0.17, nik, "ocr"),
    (0.02, lambda rng: _digits(rng, int(rng.integers(1, 17))), "ocr"),
    (0.08, header, "header"),
    (0.14, name, "body"),
    (0.11, address, "body"),
    (0.10, place, "body"),
    (0.06, birth, "body"),
    (0.04, lambda rng: _date(rng), "body"),
    (0.07, rt_rw, "body"),
    (0.04, lambda rng: _pick(rng, ENUMS), "body"),
    (0.04, lambda rng: _pick(rng, OCCUPATIONS), "body"),
    (0.02, lambda rng: _pick(rng, COUNTRIES), "body"),
    (0.025, lambda rng: _pick(rng, REGENCIES), "body"),
    (0.02, blood, "body"),
    (0.13, gender_row, "body"),
    (0.025, lambda rng: _pick(rng, LABELS) + _pick(rng, ["", "", " :"]), "body"),
    (0.035, words, "body"),
    (0.15, random_text, "body"),
    (0.06, codes, "body"),
    (0.025, lambda rng: "", "body"),
]
LONGEST = 34
# Share of the lines that each face gets.
FACE_SHARES = {face: sum(weight for weight, _, other in KINDS if other == face) for face in ("body", "header", "ocr")}


def draw_text(rng, face):
    """A text of at most LONGEST characters as it is printed in one of the faces of FACE_SHARES."""
    draw = rng.random() * FACE_SHARES[face]
    for weight, make, other in KINDS:
        if other == face:
            draw -= weight
            if draw <= 0:
                break
    text = re.sub(" +", " ", make(rng)).strip()
    if not _printable(text.replace(GAP, " ")):
        return draw_text(rng, face)
    if len(text) > LONGEST:
        text = text[:LONGEST].rsplit(" ", 1)[0].strip()
    return text
