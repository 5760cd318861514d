<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it">
<context>
    <name>@default</name>
    <message>
        <location filename="../main_window.py" line="151"/>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../main_window.py" line="155"/>
        <source>Face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../main_window.py" line="159"/>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../main_window.py" line="193"/>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../main_window.py" line="194"/>
        <source>Encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../main_window.py" line="195"/>
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
</context>
</TS>
