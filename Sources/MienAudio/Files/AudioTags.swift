import CSndfile

/// What a sound file says of itself: WAV's `INFO`, FLAC's and Ogg's comments, MP3's ID3. What it does not say is nil.
///
/// The texts are as they stand in the file, whoever wrote them: they may hold line breaks and control characters. Bytes that are
/// no UTF-8 are replaced.
public struct AudioTags: Sendable, Equatable {
    public let title: String?
    public let artist: String?
    public let album: String?
    public let genre: String?
    /// In any form; often a year.
    public let date: String?

    init(of decoder: OpaquePointer) {
        func text(_ kind: Int) -> String? {
            let text = sf_get_string(decoder, Int32(kind)).map { String(cString: $0) }
            return text?.isEmpty == true ? nil : text
        }
        (title, artist, album) = (text(SF_STR_TITLE), text(SF_STR_ARTIST), text(SF_STR_ALBUM))
        (genre, date) = (text(SF_STR_GENRE), text(SF_STR_DATE))
    }
}
