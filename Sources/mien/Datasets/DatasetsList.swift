import ArgumentParser

struct DatasetsList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Say which data sets Mien knows.")

    func run() throws {
        try printOutput(
            """
            fer2013    35,887 grey photographs of faces, 48 × 48, seven expressions (Goodfellow et al. 2013)
                       a folder of images (train/angry/*.jpg …) or fer2013.csv
            ravdess    1,440 recordings of speech, 24 actors, eight emotions (Livingstone & Russo 2018)
                       a folder of Actor_01 … Actor_24 with WAV or FLAC files
            gtzan      1,000 clips of music, ten genres (Tzanetakis & Cook 2002)
                       a folder of blues … rock with WAV or FLAC files, or features_30_sec.csv
            movielens  9,742 films and 100,836 ratings by 610 users, the small edition (Harper & Konstan 2015)
                       a folder of movies.csv and ratings.csv
            faces      drawn faces with the seven expressions; `mien datasets make faces FOLDER` writes them
            voices     made voices with the eight emotions; `mien datasets make voices FOLDER` writes them
            music      made music in the ten genres; `mien datasets make music FOLDER` writes it
            ratings    made films and ratings; `mien datasets make ratings FOLDER` writes them
            """)
    }
}
