import Testing

/// Recordings and data of speech that cannot be used.
struct BadSpeechTests {
    static let refusals: [Refusal] = [
        Refusal("speech features nowhere.wav", 66, "nowhere.wav: no such file"),
        Refusal("speech features sound.wav", 65, "sound.wav is empty") { try $0.write("sound.wav", "") },
        Refusal("speech features sound.wav", 65, "sound.wav") { try $0.write("sound.wav", "This is no sound.") },
        Refusal("speech features sounds", 65, "sounds is a folder") { try $0.makeFolder("sounds") },
        Refusal("speech train --data nowhere", 66, "nowhere: no such folder", "Actor_01"),
        Refusal("speech train --data voices", 65, "voices holds nothing", "Actor_01") { try $0.makeFolder("voices") },
        Refusal("speech train --data voices", 65, "the emotion is 09, where 01 to 08 is expected") {
            try $0.write("voices/Actor_01/03-01-09-01-01-01-01.wav", "")
        },
        Refusal("speech train --data voices", 65, "03-01-05-01-01-01-01.wav is empty") {
            try $0.write("voices/Actor_01/03-01-05-01-01-01-01.wav", "")
        },
        Refusal("speech train --data voices --protocol honest --fold 1", 65, "test actors 2, 5, 14, 15, 16 are missing")
        {
            try $0.write("voices/Actor_01/03-01-05-01-01-01-01.wav", "")
        },
        Refusal("speech train --protocol honest --fold 6", 64, "a number from 1 to 5 is expected"),
        Refusal("speech train --fold 2", 64, "--fold is for --protocol honest"),
        Refusal("speech train --recipe wav2vec", 64, "There is no recipe wav2vec"),
        Refusal("speech train --recipe mine.json", 66, "mine.json: no such file, where a recipe is expected"),
        Refusal("speech train --recipe mine.json", 65, "mine.json holds no recipe for this task", "config.json") {
            try $0.write("mine.json", "{}")
        },
        Refusal("speech summary --recipe mine.json", 65, "mine.json holds no recipe for this task") {
            try $0.write("mine.json", "no JSON")
        },
        Refusal("speech evaluate --model nowhere", 66, "nowhere holds no model.safetensors"),
        Refusal("speech predict voice.wav", 66, "voice.wav: no such file"),
        Refusal("speech predict voice.wav", 65, "voice.wav") { try $0.write("voice.wav", "This is no sound.") },
        Refusal("speech predict --model nowhere --threshold 2 voice.wav", 64, "0 to 1 is expected"),
        Refusal("speech summary --recipe tree", 64, "There is no recipe tree"),
        Refusal("reproduce 007", 64, "007"),
        Refusal("datasets check voices", 65, "03-01-05-01-01-01-01.wav is empty") {
            try $0.write("voices/Actor_01/03-01-05-01-01-01-01.wav", "")
        },
    ]

    @Test(arguments: refusals) func refused(_ refusal: Refusal) throws { try refusal.check() }
}
