/** Comments in many languages, to be written in the encodings that were usual for them. */
export const sentences = {
  german: [
    'Die Lieferung kam zwei Tage später als versprochen, dafür war das Gerät tadellos verpackt.',
    'Für diesen Preis hätte ich mehr erwartet; die Tür schließt nicht richtig.',
    'Schöner Laden, freundliche Verkäufer, aber viel zu wenige Parkplätze.',
    'Ich möchte mein Geld zurück, die Schuhe haben die falsche Größe.',
    'Übersichtliche Seite, die Bestellung ging schnell und ohne Ärger.',
    'Natürlich dürfen Fehler passieren, nur sollte dann jemand ans Telefon gehen.',
  ],
  french: [
    'La livraison a été rapide, mais le colis était abîmé à l’arrivée.',
    'Très déçu par le service après-vente : personne ne répond au téléphone.',
    'Le café était froid et la serveuse n’a même pas proposé de le réchauffer.',
    'Rien à redire, tout s’est déroulé comme prévu, même le retour a été accepté.',
    'Où est passée ma commande ? J’attends déjà depuis deux semaines.',
    'Les chambres sont propres, le petit déjeuner est varié, la région est belle.',
  ],
  spanish: [
    'El envío llegó rápido, pero la caja venía abierta y faltaba el cargador.',
    'La atención fue pésima: nadie supo decirme cuándo me devolverán el dinero.',
    'Muy cómodo para niños pequeños, volveré a comprar el próximo año.',
    '¿Por qué cambiaron la aplicación? Ahora es más lenta y no sé dónde está nada.',
    'La señora de la recepción fue muy amable y nos explicó todo con paciencia.',
    'Relación calidad precio excelente, aunque el tamaño es algo pequeño.',
  ],
  portuguese: [
    'A entrega atrasou três dias e ninguém me avisou, não é a primeira vez.',
    'Ótimo atendimento, o rapaz da loja explicou tudo com muita paciência.',
    'O aplicativo não abre mais depois da última atualização, perdi minhas informações.',
    'Preço justo, mas a qualidade já não é a mesma de antes.',
    'Não consegui falar com ninguém, a ligação caiu várias vezes.',
    'Gostei muito, a sobremesa estava deliciosa e o café também.',
  ],
  swedish: [
    'Leveransen kom två dagar för sent och paketet var öppnat när jag fick det.',
    'Väldigt trevlig personal, men kön i kassan var alldeles för lång.',
    'Jag försökte ringa flera gånger, ingen svarade på mina frågor.',
    'Skorna är sköna, fast färgen stämmer inte med bilden på sidan.',
    'Äntligen en app som fungerar även på äldre telefoner.',
    'Maten var kall när den kom fram, så nästa gång väljer jag något annat.',
  ],
  polish: [
    'Przesyłka dotarła z opóźnieniem, a pudełko było całkiem zgniecione.',
    'Obsługa bardzo miła, ale na odpowiedź czekałem prawie tydzień.',
    'Dlaczego aplikacja wciąż się zawiesza? Straciłem już całą cierpliwość.',
    'Jakość świetna, cena też w porządku, na pewno jeszcze tu wrócę.',
    'Niestety rozmiar się nie zgadza, muszę odesłać buty i prosić o zwrot pieniędzy.',
    'Łóżko wygodne, pokój czysty, śniadanie mogłoby być lepsze.',
  ],
  czech: [
    'Zásilka přišla pozdě a krabice byla úplně rozbitá.',
    'Příjemná obsluha, ale na vyřízení reklamace čekám už třetí týden.',
    'Aplikace pořád padá, přišel jsem o všechny údaje a nikdo mi nepomohl.',
    'Skvělá kvalita za rozumnou cenu, určitě zde ještě nakoupím.',
    'Velikost bohužel neodpovídá, boty musím vrátit a žádám zpět peníze.',
    'Pokoj byl čistý, snídaně dobrá, jen v noci bylo slyšet každé auto.',
  ],
  hungarian: [
    'A csomag két nappal később érkezett, és a doboz is sérült volt.',
    'Nagyon kedves kiszolgálás, de a válaszra majdnem egy hetet kellett várni.',
    'Az alkalmazás folyton lefagy, elveszítettem az összes adatomat.',
    'Kiváló minőség elfogadható áron, biztosan vásárolok itt még.',
    'Sajnos a méret nem jó, vissza kell küldenem a cipőt, és kérem a pénzemet.',
    'A szoba tiszta volt, a reggeli bőséges, csak az ágy volt túl kemény.',
  ],
  turkish: [
    'Kargo iki gün geç geldi ve kutu açılmıştı, çok üzüldüm.',
    'Çalışanlar güler yüzlü, ama kasada çok uzun süre bekledik.',
    'Uygulama sürekli kapanıyor, bütün bilgilerim silindi ve kimse yardım etmedi.',
    'Fiyatına göre kalitesi çok iyi, yine alışveriş yapacağım.',
    'Ayakkabının ölçüsü yanlış çıktı, iade etmek istiyorum ama ulaşamıyorum.',
    'Oda temizdi, kahvaltı güzeldi, yalnız gece gürültü vardı.',
  ],
  russian: [
    'Доставка задержалась на два дня, а коробка пришла помятой.',
    'Очень вежливые сотрудники, но ответа пришлось ждать почти неделю.',
    'Приложение постоянно закрывается, я потерял все свои данные.',
    'Отличное качество за разумные деньги, обязательно куплю ещё.',
    'Размер не подошёл, хочу вернуть обувь и получить деньги обратно.',
    'Номер чистый, завтрак вкусный, только ночью было шумно.',
  ],
  greek: [
    'Η παράδοση καθυστέρησε δύο μέρες και το κουτί ήταν ανοιγμένο.',
    'Πολύ ευγενικό προσωπικό, αλλά περίμενα απάντηση σχεδόν μία εβδομάδα.',
    'Η εφαρμογή κλείνει συνέχεια και έχασα όλα τα στοιχεία μου.',
    'Εξαιρετική ποιότητα σε λογική τιμή, σίγουρα θα ξαναψωνίσω.',
    'Το μέγεθος δεν ήταν σωστό, θέλω να επιστρέψω τα παπούτσια.',
    'Το δωμάτιο ήταν καθαρό και το πρωινό πολύ καλό.',
  ],
  hebrew: [
    'המשלוח הגיע באיחור של יומיים והקופסה הייתה פתוחה.',
    'השירות אדיב מאוד אבל חיכיתי לתשובה כמעט שבוע.',
    'האפליקציה נסגרת כל הזמן ואיבדתי את כל הנתונים שלי.',
    'איכות מצוינת במחיר סביר, בטוח אקנה שוב.',
    'המידה לא מתאימה, אני רוצה להחזיר את הנעליים.',
    'החדר היה נקי וארוחת הבוקר טובה.',
  ],
  arabic: [
    'وصلت الشحنة متأخرة يومين وكان الصندوق مفتوحا.',
    'الموظفون لطفاء جدا لكنني انتظرت الرد أسبوعا كاملا.',
    'التطبيق يغلق باستمرار وفقدت كل بياناتي.',
    'جودة ممتازة بسعر معقول وسأشتري مرة أخرى.',
    'المقاس غير مناسب وأريد إرجاع الحذاء.',
    'الغرفة نظيفة والإفطار جيد.',
  ],
  japanese: [
    '配送が二日遅れて、箱も開いていました。',
    'スタッフはとても親切でしたが、返事を一週間待ちました。',
    'アプリがすぐに落ちて、データが全部消えました。',
    '値段のわりに品質が良いので、また買いたいと思います。',
    'サイズが合わないので、靴を返品したいです。',
    '部屋はきれいで、朝食もおいしかったです。',
  ],
  korean: [
    '배송이 이틀이나 늦었고 상자가 열려 있었습니다.',
    '직원들은 친절했지만 답변을 일주일이나 기다렸어요.',
    '앱이 계속 꺼져서 자료가 모두 사라졌습니다.',
    '가격에 비해 품질이 좋아서 다시 구매할 생각입니다.',
    '크기가 맞지 않아서 신발을 반품하고 싶습니다.',
    '방은 깨끗하고 아침 식사도 맛있었습니다.',
  ],
  chinese: [
    '快递晚了两天，盒子也被打开了。',
    '服务人员很热情，但是等回复等了差不多一个星期。',
    '应用总是闪退，我的数据全部丢失了。',
    '价格合理，质量很好，下次还会再买。',
    '尺寸不合适，我想退货并且退款。',
    '房间很干净，早餐也不错，就是晚上有点吵。',
  ],
} as const satisfies Record<string, readonly string[]>;

export type Language = keyof typeof sentences;

/** By language, the encodings that a spreadsheet or a database of its country wrote, by their names in `TextDecoder`. */
export const commonEncodings: Readonly<Record<Language, readonly string[]>> = {
  german: ['windows-1252', 'macintosh'],
  french: ['windows-1252', 'macintosh'],
  spanish: ['windows-1252', 'macintosh'],
  portuguese: ['windows-1252', 'macintosh'],
  swedish: ['windows-1252', 'macintosh'],
  polish: ['windows-1250', 'iso-8859-2'],
  czech: ['windows-1250', 'iso-8859-2'],
  hungarian: ['windows-1250', 'iso-8859-2'],
  turkish: ['windows-1254'],
  russian: ['windows-1251', 'koi8-r'],
  greek: ['windows-1253'],
  hebrew: ['windows-1255'],
  arabic: ['windows-1256'],
  japanese: ['shift_jis', 'euc-jp'],
  korean: ['euc-kr'],
  chinese: ['gb18030'],
};

/** All single bytes, and all pairs of which the first is beyond ASCII. */
const codesOf = (encoding: string): Map<string, readonly number[]> => {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const letters = new Map<string, readonly number[]>();
  const note = (...bytes: number[]): void => {
    try {
      const letter = decoder.decode(Uint8Array.from(bytes));
      if ([...letter].length === 1 && !letters.has(letter)) letters.set(letter, bytes);
    } catch {
      // No letter has these bytes.
    }
  };
  for (let byte = 0; byte < 256; byte += 1) note(byte);
  for (let lead = 0x81; lead < 0xff; lead += 1)
    for (let tail = 0x40; tail < 0xff; tail += 1) note(lead, tail);
  return letters;
};

const known = new Map<string, Map<string, readonly number[]>>();

/** The text in an encoding that `TextDecoder` reads; an apostrophe and dashes that it lacks are written as in ASCII. */
export const encode = (text: string, encoding: string): Buffer => {
  const codes = known.get(encoding) ?? codesOf(encoding);
  known.set(encoding, codes);
  return Buffer.from(
    [...text].flatMap((letter) => {
      const bytes = codes.get(letter) ?? codes.get(letter === '’' ? "'" : letter);
      if (bytes === undefined) throw new Error(`${encoding} has no ${letter}`);
      return bytes;
    }),
  );
};
