import ArgumentParser

struct DatasetsList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Say which data sets Mien knows.")

    func run() throws {
        try printOutput(
            """
            fer2013    35,887 grey photographs of faces, 48 × 48, seven expressions (Goodfellow et al. 2013)
                       a folder of images (train/angry/*.jpg …) or fer2013.csv
            faces      drawn faces with the seven expressions; `mien datasets make faces FOLDER` writes them
            """)
    }
}
