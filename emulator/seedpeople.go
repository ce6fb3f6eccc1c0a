package emulator

// The repair café's people, in the scripts they write their names in.
var seedPeople = []struct{ id, name, about string }{
	{"marta", "Marta Lindqvist", "Opens the café every Saturday. Toasters, kettles, irons."},
	{"tomasz", "Tomasz Wójcik", "Radios with valves, and the people who love them."},
	{"noor", "نور حداد", "خياطة وإصلاح الملابس"},
	{"yuki", "山本由紀", "金継ぎと小さな機械の修理"},
	{"dimitra", "Δήμητρα Παππά", "Ποδήλατα, φρένα και αλυσίδες"},
	{"olena", "Олена Коваль", "Швейні машини та все, що шиє"},
	{"rafael", "Rafael Souza", "Bicycle wheels, trued by ear."},
	{"aisha", "Aisha Bello", "First-time fixer. Asks the good questions."},
	{"deniz", "Deniz Yılmaz", "Soldering, tea, patience."},
	{"hana", "김하나", "자전거와 사진"},
	{"lev", "לב כהן", "מתקן מנורות ושעונים"},
	{"pat", "Pat Murphy", "Keeps the tool wall in order."},
}

// The communities; each has a community channel with the same id.
var seedCommunities = []struct {
	id, owner, name, about, picture string
	tags, members                   []string
}{
	{"cafe", "marta", "Repair Café Elm Street", "Bring it broken, take it home mended. Saturdays 10–14, the old fire station.", "cup",
		[]string{"neighbourhood", "saturday"}, []string{"tomasz", "noor", "yuki", "dimitra", "olena", "rafael", "aisha", "deniz", "hana", "lev", "pat"}},
	{"bicycles", "dimitra", "Bicycles", "Brakes, bearings, and the one spoke that always sings.", "bicycle",
		[]string{"bicycle", "outdoors"}, []string{"marta", "rafael", "hana", "pat", "aisha"}},
	{"radios", "tomasz", "Radios and Electronics", "From crystal sets to chargers. Discharge the capacitors first.", "radio",
		[]string{"electronics", "soldering"}, []string{"marta", "deniz", "lev", "yuki", "pat"}},
	{"textiles", "olena", "Textiles", "Darning, zips, hems, and sewing machines that have forgotten how.", "quilt",
		[]string{"sewing", "textile"}, []string{"marta", "noor", "aisha", "hana"}},
}

type seedReply struct{ user, text string }

type seedPost struct {
	user, community, text string
	picture               string // drawn by the seed and attached
	document              string // attached as a file
	film                  string // attached as a video
	tags                  []string
	likes, loves          []string
	replies               []seedReply
	shareOf               int // 1-based number of an earlier post
}

// The posts, oldest first. The one of pat that starts "Found this" is hostile
// on purpose: whatever renders it must show it as text and run none of it.
var seedPosts = []seedPost{
	{user: "marta", community: "cafe", picture: "cup", tags: []string{"welcome"},
		text:  "# Welcome to the café\n\nWe mend things **together**: you hold the torch, we hold the screwdriver.\n\n1. Sign in at the door\n2. Find a table with the right sign\n3. Have a coffee while you wait\n\nHouse rules are short: *nobody* mends alone, and nobody is in a hurry. #repair #welcome",
		likes: []string{"tomasz", "noor", "pat", "aisha", "hana"}, loves: []string{"lev"},
		replies: []seedReply{{"aisha", "Can I bring a kettle that only boils on Tuesdays?"}, {"marta", "Bring it. Bring a Tuesday too."}}},
	{user: "tomasz", community: "radios", picture: "radio", tags: []string{"parts"},
		text:  "## Parts for the 1957 set\n\n| part | value | have | need |\n|:-----|------:|:----:|:----:|\n| C3 | 47 µF / 450 V | 1 | 2 |\n| R12 | 220 kΩ | 4 | 1 |\n| V2 | EL84 | – | 1 |\n| dial lamp | 6.3 V / 0.3 A | 2 | 2 |\n\nIf you have an **EL84** in a drawer, it is worth a cake. #valves #parts",
		likes: []string{"deniz", "lev", "marta"}, replies: []seedReply{{"deniz", "I have two, one of them `microphonic`. It sings along."}}},
	{user: "deniz", community: "radios", tags: []string{"wiring"},
		text:  "The charger board from last week, drawn from the copper side:\n\n```text\n  +5V ──┬── R1 10k ──┬── GATE\n        │            │\n       C1 100n     LED1 ──▶|── R2 330 ── GND\n        │\n       GND\n```\n\nAnd the test sketch:\n\n```c\nvoid loop() {\n  digitalWrite(GATE, HIGH);\n  delay(50);          // let C1 settle\n  if (analogRead(SENSE) < 200) shutdown();\n}\n```\n\nMeasure before you trust me. #soldering",
		likes: []string{"tomasz", "yuki"}},
	{user: "dimitra", community: "bicycles", picture: "bicycle", tags: []string{"checklist"},
		text:  "## Before the first spring ride\n\n- [x] Tyres: pressure, cracks, little stones\n- [x] Brakes: pads at least 2 mm\n- [ ] Chain: clean, oil, wipe **off** again\n- [ ] Lights\n- [ ] Bell (the law, and good manners)\n\nThe long version is in [Park Tool's repair help](https://www.parktool.com/en-us/blog/repair-help). #bicycle #spring",
		likes: []string{"rafael", "hana", "marta", "pat"}, loves: []string{"aisha"},
		replies: []seedReply{{"rafael", "Add: spin each wheel and *listen*."}, {"hana", "체인 청소는 토요일에 같이 해요"}}},
	{user: "noor", community: "textiles",
		text:  "مرحبا بالجميع،\n\nأصلحت اليوم **سحّاب** معطف قديم. الخطوات:\n\n1. نظّفوا الأسنان بفرشاة جافة\n2. ضعوا قليلًا من الشمع\n3. اضغطوا المنزلق بلطف — *لا تستعجلوا*\n\nالمعطف عمره 30 سنة (YKK #5)، وما زال جميلًا. #خياطة",
		likes: []string{"olena", "marta", "hana"}, loves: []string{"lev"}, replies: []seedReply{{"olena", "Який гарний шов!"}}},
	{user: "lev", community: "cafe", picture: "lamp",
		text:  "המנורה של סבתא עובדת שוב.\n\n> מה שנשבר פעם אחת, אפשר לתקן פעם אחת.\n\nהחלפתי את החוט ואת המפסק, ~~וגם את הנורה~~ הנורה דווקא הייתה תקינה.",
		likes: []string{"marta", "yuki", "tomasz"}},
	{user: "pat", community: "cafe", tags: []string{"odd"},
		text:  "Found this on a sticker inside a router. Do not try it at home:\n\n<script>document.title='owned'</script>\n<img src=x onerror=\"document.title='owned'\">\n<svg onload=alert(1)><style>*{display:none}</style></svg>\n<iframe srcdoc=\"<script>parent.document.title='owned'</script>\"></iframe>\n\n[free screws](javascript:alert(1)) and [more](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)\n\n![](https://example.invalid/x.png\" onerror=\"alert(1))\n\n<a href=\"  java\tscript:alert(1)\" style=\"position:fixed;inset:0\">click</a>\n\n<form action=//example.invalid><button formaction=javascript:alert(1)>ok</button></form>\n\nThe router is fine now.",
		likes: []string{"deniz"}, replies: []seedReply{{"lev", "<b onmouseover=alert(1)>It says what?</b>"}}},
	{user: "olena", community: "textiles", picture: "quilt", tags: []string{"pattern"},
		text:  "Клаптикова ковдра готова!\n\nThe block, for who wants to sew it too: two triangles, cut from squares of **9.5 cm**, seam allowance 6 mm. Press to the *dark* side.\n\nPattern and cutting list attached below. #quilt #sewing",
		likes: []string{"noor", "aisha", "marta"}, loves: []string{"hana", "noor"}},
	{user: "olena", community: "textiles", document: "cutting-list.txt",
		text: "The cutting list, as promised."},
	{user: "yuki", community: "radios",
		text:  "小さなオルゴールを直しました。\n\n- 櫛歯の錆を落とす\n- 油は *一滴だけ*\n- 速度は `調速機` の羽で調整\n\nきれいな音です。https://ja.wikipedia.org/wiki/オルゴール",
		likes: []string{"tomasz", "lev"}},
	{user: "aisha", community: "cafe", picture: "toaster", tags: []string{"firstfix"},
		text:  "**My first repair!** The lever would not stay down. It was one crumb. *One.*\n\nThank you @marta for making me find it myself. #repair #firstfix",
		likes: []string{"marta", "tomasz", "pat", "noor", "dimitra", "deniz"}, loves: []string{"marta", "hana"},
		replies: []seedReply{{"marta", "The crumb goes on the wall of fame."}, {"pat", "Labelled and framed."}, {"aisha", "I demand a brass plate."}}},
	{user: "rafael", community: "bicycles", shareOf: 4,
		text: "Sharing Dimitra's list again: the queue on Saturday was *all* brakes.", likes: []string{"dimitra"}},
	{user: "hana", community: "bicycles", film: "wheel.webm", tags: []string{"wheels"},
		text:  "Rafael listened, I filmed. The wheel runs **true** again. 고마워요! #bicycle",
		likes: []string{"rafael", "dimitra", "marta"}},
	{user: "marta", community: "cafe", tags: []string{"saturday"},
		text:  "Next Saturday, who sits where:\n\n| table | who | what |\n|---|---|---|\n| 1 | Tomasz, Deniz | electronics |\n| 2 | Olena, Noor | textiles |\n| 3 | Dimitra, Rafael | bicycles |\n| 4 | Lev, Yuki | clocks, lamps, small wonders |\n\nDoors at **ten**. Cake by @hana. #saturday",
		likes: []string{"hana", "olena", "yuki"}, replies: []seedReply{{"hana", "당근 케이크 두 개 가져갈게요 🥕🍰"}}},
}

type seedMessage struct {
	user, text, voice string
	seconds           float64
	levels            []int // loudness of 64 equal stretches of the note, 0 to 100
}

// The conversation of marta and tomasz.
var seedConversation = []seedMessage{
	{user: "tomasz", text: "Are you at the fire station already?"},
	{user: "marta", text: "Since eight. The **toaster** from table 1 works again."},
	{user: "tomasz", text: "What was it?"},
	{user: "marta", text: "The thermostat. Two screws, `M3×6`, one of them under the rug."},
	{user: "marta", voice: "voice-toaster.ogg", seconds: 5.897,
		levels: []int{21, 53, 100, 49, 16, 96, 48, 49, 8, 6, 0, 0, 0, 0, 23, 47, 38, 95, 29, 9, 60, 65, 36, 80, 18, 76, 39, 0, 0, 0, 0, 15, 74, 46, 12, 58, 95, 36, 18, 54, 62, 96, 30, 6, 23, 73, 30, 54, 50, 33, 65, 79, 21, 25, 76, 11, 53, 27, 56, 36, 0, 0, 0, 0}},
	{user: "tomasz", voice: "voice-cables.webm", seconds: 3.529,
		levels: []int{26, 89, 61, 15, 3, 6, 13, 33, 24, 13, 0, 0, 0, 0, 0, 0, 0, 3, 2, 11, 15, 46, 22, 21, 81, 81, 7, 14, 40, 18, 6, 9, 14, 44, 30, 25, 100, 45, 5, 6, 11, 34, 17, 12, 2, 5, 41, 18, 6, 24, 77, 53, 8, 13, 27, 28, 18, 0, 0, 0, 0, 0, 0, 0}},
	{user: "marta", text: "Dziękuję! See you at ten."},
}

// What was said in the café's channel.
var seedChannel = []seedMessage{
	{user: "pat", text: "Tool wall is back in order. The 8 mm spanner is **still** missing."},
	{user: "rafael", text: "It is not missing, it is *travelling*."},
	{user: "hana", text: "케이크는 몇 개 필요해요?"},
	{user: "marta", text: "Two. Three if Deniz comes."},
	{user: "deniz", text: "Deniz comes."},
}

// What marta has not read yet.
var seedUnread = []seedMessage{
	{user: "deniz", text: "The charger board is **done**. Measured twice."},
	{user: "tomasz", text: "Then measure it once more, with `R2` warm."},
}
