import Testing

/// Music and tables of features that cannot be used.
struct BadGenreTests {
    private static let header = "filename,label\n"

    private static let refusals = [
        Refusal("genre features nowhere", 66, "nowhere: no such file or folder"),
        Refusal("genre features song.wav", 65, "song.wav is empty") { try $0.write("song.wav", "") },
        Refusal("genre features --csv t.csv song.wav", 65, "None of 1 recordings could be read") {
            try $0.write("song.wav", "This is no sound.")
        },
        Refusal("genre features --definition mine song.wav", 64, "one of librosa, published is expected"),
        Refusal("genre train --data nowhere", 66, "nowhere"),
        Refusal("genre train --data t.csv", 65, "t.csv has no column") {
            try $0.write("t.csv", header + "blues.00000.wav,blues\n")
        },
        Refusal("genre train --data t.csv", 65, "t.csv") { try $0.write("t.csv", "") },
        Refusal("genre train --data t.csv", 65, "t.csv:2", "\"polka\"", "one of blues") {
            try $0.write("t.csv", header + "blues.00000.wav,polka\n")
        },
        Refusal("genre train --data music", 65, "music/song.wav: its genre is told neither by its name") {
            try $0.write("music/song.wav", "This is no sound.")
        },
        Refusal("genre train --data music", 65, "None of 1 recordings could be read") {
            try $0.write("music/jazz/song.wav", "This is no sound.")
        },
        Refusal("genre train --data music", 65, "music holds") { try $0.makeFolder("music") },
        Refusal("genre train --recipe tree", 64, "There is no recipe tree"),
        Refusal("genre train --protocol honest --fold 11", 64, "a number from 1 to 10 is expected"),
        Refusal("genre train --fold 2", 64, "--fold is for --protocol random-10 and honest"),
        Refusal("genre train --epochs 3", 64, "--epochs"),
        Refusal("genre evaluate --model nowhere", 66, "nowhere: neither a file of a model nor a run folder"),
        Refusal("genre evaluate --model m.json", 65, "m.json is no model of Mien's") { try $0.write("m.json", "{}") },
        Refusal("genre predict song.wav", 66, "song.wav: no such file"),
        Refusal("genre predict song.wav", 65, "song.wav") { try $0.write("song.wav", "This is no sound.") },
        Refusal("genre predict --model nowhere t.csv", 66, "nowhere: neither a file of a model"),
        Refusal("genre predict --threshold 2 song.wav", 64, "0 to 1 is expected"),
        Refusal("genre summary --recipe mine.json", 65, "mine.json holds no recipe for this task") {
            try $0.write("mine.json", "{}")
        },
        Refusal("reproduce 004 --epochs 3", 64, "--out and --epochs are for 001"),
    ]

    @Test(arguments: refusals) func isRefused(_ refusal: Refusal) throws { try refusal.check() }
}
