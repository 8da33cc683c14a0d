import Testing

/// Requests for recommendations that cannot be met.
struct BadRecommendTests {
    private static let refusals = [
        Refusal("recommend", 64, "state how you feel: --state sad:.7,calm:.3"),
        Refusal("recommend --state sad --catalogue c.sqlite", 66, "no catalogue c.sqlite yet", "mien recommend import"),
        Refusal("recommend --state sad --face me.jpg", 64, "--state stands in place of --face"),
        Refusal("recommend --state sadd --catalogue c.sqlite", 64, "no emotion \"sadd\"", "angry, calm"),
        Refusal("recommend --state sad:x", 64, "The share of sad is x"),
        Refusal("recommend --state sad:0", 64, "No emotion has a share above 0"),
        Refusal("recommend --state sad,sad", 64, "names sad twice"),
        Refusal("recommend --face me.jpg", 66, "me.jpg"),
        Refusal("recommend --voice me.wav", 66, "me.wav"),
        Refusal("recommend --voice me.wav", 65, "me.wav") { try $0.write("me.wav", "This is no sound.") },
        Refusal("recommend --state sad --kind food", 64, "one of music, film, activity is expected"),
        Refusal("recommend --state sad --policy cheer", 64, "one of match, repair is expected"),
        Refusal("recommend --state sad -n 0", 64, "a number from 1 to 1000 is expected"),
        Refusal("recommend --state sad --longest 0", 64, "a number above 0 is expected"),
        Refusal("recommend --state sad --emotions e.csv", 65, "e.csv:2") {
            try $0.write("e.csv", "emotion,valence,arousal\nsad,7,0\n")
        },
        Refusal("recommend --state sad --catalogue c.sqlite", 65, "c.sqlite is no catalogue") {
            try $0.write("c.sqlite", "This is no database, though it is as long as one may be expected to be.")
        },
        Refusal("recommend --state sad --ask deezer", 64, "one of spotify, places is expected"),
        Refusal("recommend --state sad --ask places", 64, "--ask places goes with --kind activity"),
        Refusal("recommend --state sad --kind activity --ask places", 64, "--near 48.21,16.37"),
        Refusal("recommend --state sad --kind activity --ask places --near here", 64, "--near: a latitude"),
        Refusal("recommend --state sad --kind activity --ask places --near 91,0", 64, "The latitude is 91.0"),
        Refusal("recommend --state sad --ask spotify --market I&", 64, "The market is \"I&\""),
        Refusal("recommend --state sad --ask spotify", 66, "MIEN_SPOTIFY_ID and MIEN_SPOTIFY_SECRET"),
        Refusal(
            "recommend --state sad --ask spotify --catalogue c.sqlite", 66, "Spotify did not answer: no connection",
            environment: [
                "MIEN_SPOTIFY_ID": "me", "MIEN_SPOTIFY_SECRET": "mine", "MIEN_SPOTIFY_URL": "http://127.0.0.1:1",
            ]),
        Refusal("recommend evaluate --ratings none", 66, "none"),
        Refusal("recommend evaluate --songs none.csv", 66, "none.csv"),
        Refusal("recommend evaluate --report songs.csv/x", 74, "songs.csv/x") { try $0.write("songs.csv", "a") },
        Refusal("recommend import --catalogue c", 64, "Name a table or a folder"),
        Refusal("recommend feedback praise 1", 64, "one of like, play, skip is expected"),
        Refusal("recommend list evening --catalogue c.sqlite", 66, "no catalogue c.sqlite yet"),
        Refusal("recommend list --remove", 64, "Name the list"),
        Refusal("recommend forget --catalogue c.sqlite", 66, "no catalogue c.sqlite yet"),
    ]

    @Test(arguments: refusals) func isRefused(_ refusal: Refusal) throws { try refusal.check() }
}
