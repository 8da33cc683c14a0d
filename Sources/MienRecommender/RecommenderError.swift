import Mien
import MienTabular
import MusicGenre

/// What can be wrong with a catalogue, with what is put into it, and with what is asked of it.
public enum RecommenderError: Failure, Equatable {
    // MARK: Databases
    /// Another program is writing, and did not end in time.
    case locked(database: String)
    case damaged(database: String, reason: String)
    case diskFull(database: String)
    case readOnly(database: String)
    /// A file that is no database, or one of another program.
    case notACatalogue(file: String)
    case newerCatalogue(database: String, version: String, known: String)
    case cannotOpen(database: String, reason: String)
    /// Anything else that SQLite refuses.
    case database(String, reason: String)

    // MARK: Imports
    case missing(path: String)
    case unreadable(file: String, reason: String)
    case emptyTable(file: String)
    case missingColumn(file: String, name: String, known: [String])
    /// A folder without folders that are called as emotions.
    case noEmotions(folder: String, known: [String])
    case music(MusicGenreError)
    case table(TabularError)
    case ranking(RankingError)
    /// What belongs to the program is not where it is.
    case noResource(name: String)

    // MARK: States
    case badState(text: String, part: String)
    case unknownEmotion(String, known: [String])
    case repeatedEmotion(String, text: String)
    case badShare(emotion: String, found: String)
    /// Nothing tells of any emotion.
    case noEmotion
    case badEmotionTable(file: String, line: Int?, reason: String)
    /// A photograph that shows nobody.
    case noFace(file: String)
    /// A photograph of several people, of whom any may be meant.
    case severalFaces(file: String, places: [String])
    /// A recording without a sound.
    case silent(file: String)

    // MARK: Moods of songs
    case unknownMoodModel(file: String)
    case unknownMood(table: String, line: Int, found: String)

    // MARK: Requests
    case noCatalogue(path: String)
    case emptyCatalogue(kind: ItemKind)
    /// There are items, of which none passes the filters.
    case nothingPasses(kind: ItemKind, count: Int)
    case badRequest(name: String, found: String, expected: String)
    case unknownItem(Int64)
    case unknownList(String, known: [String])

    // MARK: Services
    case service(ServiceError)

    // MARK: Playlists
    case unwritable(path: String, reason: String)

    public var kind: FailureKind {
        switch self {
        case .locked, .diskFull, .readOnly, .unwritable: .cannotWrite
        case .damaged, .notACatalogue, .newerCatalogue, .cannotOpen, .unreadable, .emptyTable, .missingColumn,
            .noEmotions, .badEmotionTable, .noFace, .severalFaces, .silent, .unknownMoodModel, .unknownMood,
            .emptyCatalogue, .nothingPasses:
            .badData
        case .database: .fault
        case .missing, .noResource, .noCatalogue, .unknownItem, .unknownList: .notFound
        case .music(let error): error.kind
        case .table(let error): error.kind
        case .ranking(let error): error.kind
        case .service(let error): error.kind
        case .badState, .unknownEmotion, .repeatedEmotion, .badShare, .noEmotion, .badRequest: .usage
        }
    }

    public var description: String {
        switch self {
        case .locked, .damaged, .diskFull, .readOnly, .notACatalogue, .newerCatalogue, .cannotOpen, .database:
            databaseDescription
        case .missing, .unreadable, .emptyTable, .missingColumn, .noEmotions, .music, .table, .ranking, .noResource,
            .service, .unwritable:
            fileDescription
        case .badState, .unknownEmotion, .repeatedEmotion, .badShare, .noEmotion, .badEmotionTable, .noFace,
            .severalFaces, .silent:
            stateDescription
        case .unknownMoodModel, .unknownMood, .noCatalogue, .emptyCatalogue, .nothingPasses, .badRequest,
            .unknownItem, .unknownList:
            requestDescription
        }
    }
}

// MARK: - Sentences

extension RecommenderError {
    private var databaseDescription: String {
        switch self {
        case .locked(let database):
            "\(database) is being written to by another program. Wait until that has ended, and try again."
        case .damaged(let database, let reason):
            "\(database) is damaged: \(reason). Move it away, import again, or restore a copy of it."
        case .diskFull(let database):
            "\(database): there is no room for more on its disk. Make room; what was there before is kept."
        case .readOnly(let database):
            "\(database) may not be written to. Change its permissions and its folder's, or name another catalogue."
        case .notACatalogue(let file):
            "\(file) is no catalogue of Mien's. Name another file, or a new one."
        case .newerCatalogue(let database, let version, let known):
            "\(database) is of version \(version), this program knows versions up to \(known). Use a newer Mien."
        case .cannotOpen(let database, let reason):
            "\(database) cannot be opened: \(reason). Check the path, and the permissions of its folder."
        case .database(let database, let reason):
            "\(database) was refused something it should be able to do: \(reason). This is a mistake of Mien's."
        default: ""
        }
    }

    private var fileDescription: String {
        switch self {
        case .missing(let path):
            "\(path): no such file or folder. Check the path."
        case .unreadable(let file, let reason):
            "\(file) cannot be read: \(reason). Check that it is a file, and its permissions."
        case .emptyTable(let file):
            "\(file) has no rows where a line of names and at least one row are expected. Make it again."
        case .missingColumn(let file, let name, let known):
            "\(file) has no column \(name.debugDescription); it has \(listed(known)). Add it, or name another file."
        case .noEmotions(let folder, let known):
            "\(folder) holds no folder that is called as an emotion, such as \(listed(known)). Name the folder that holds "
                + "them, or import it as a folder of music."
        case .music(let error): "\(error)"
        case .table(let error): "\(error)"
        case .ranking(let error): "\(error)"
        case .service(let error): "\(error)"
        case .noResource(let name):
            "\(name) does not lie beside this program. Install it whole."
        case .unwritable(let path, let reason):
            "\(path) was not written: \(reason). Make room, or name another folder."
        default: ""
        }
    }

    private var stateDescription: String {
        switch self {
        case .badState(let text, let part):
            "The state \(text.debugDescription) holds \(part.debugDescription), where an emotion and its share are expected, "
                + "as in \"sad:.7,calm:.3\"."
        case .unknownEmotion(let name, let known):
            "There is no emotion \(name.debugDescription); known are \(listed(known)). Choose one, or give a table that has it."
        case .repeatedEmotion(let name, let text):
            "The state \(text.debugDescription) names \(name) twice. Give it one share."
        case .badShare(let emotion, let found):
            "The share of \(emotion) is \(found), where a number from 0 is expected."
        case .noEmotion:
            "No emotion has a share above 0: neither a face nor a voice tells one. State one by hand, as \"sad:.7,calm:.3\"."
        case .badEmotionTable(let file, let line, let reason):
            "\(file)\(line.map { ":\($0)" } ?? ""): \(reason). Write a line of names emotion,valence,arousal, and a line for "
                + "each emotion, or the same as JSON."
        case .noFace(let file):
            "\(file) shows no face. Take a photograph from the front and in good light, or state how you feel: "
                + "--state sad:.7,calm:.3"
        case .severalFaces(let file, let places):
            "\(file) shows \(places.count) faces (\(listed(places))), where one is expected. Cut out the one who asks."
        case .silent(let file):
            "\(file) holds nothing but silence. Record it again, nearer to the microphone."
        default: ""
        }
    }

    private var requestDescription: String {
        switch self {
        case .unknownMoodModel(let file):
            "\(file) is no model of songs' moods. Learn one from a table with moods."
        case .unknownMood(let table, let line, let found):
            "\(table):\(line): the mood is \(found.debugDescription), where one of "
                + "\(listed(Mood.allCases.map(\.rawValue))) is expected. Correct it, or remove the line."
        case .noCatalogue(let path):
            "There is no catalogue \(path) yet. Import something: mien recommend import FOLDER"
        case .emptyCatalogue(let kind):
            "The catalogue holds \(kind.plural == "music" ? "no music" : "no \(kind.plural)"). Import some first."
        case .nothingPasses(let kind, let count):
            "None of \(count) \(kind == .music ? "songs" : kind.plural) passes the filters and was not heard or seen lately. "
                + "Ask for less, or import more."
        case .badRequest(let name, let found, let expected):
            "\(name) is \(found), where \(expected) is expected."
        case .unknownItem(let id):
            "The catalogue has no item \(id). Give the number that a list shows."
        case .unknownList(let name, let known):
            "There is no list \(name.debugDescription); the lists are \(listed(known)). Choose one of them."
        default: ""
        }
    }

    /// As many names as a line holds.
    private func listed(_ names: [String]) -> String {
        if names.isEmpty { return "none" }
        let shown = names.prefix(12).joined(separator: ", ")
        return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
    }
}
