import ArgumentParser
import FER2013
import FaceExpression

struct FaceSummary: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary", abstract: "Print the layers of a facial-expression network and what they hold.")

    @Option(help: "Network and hyper-parameters: \(FaceRecipe.names.joined(separator: ", ")).")
    var recipe = "reference"

    func run() throws {
        let network = try FaceRecipe.named(recipe).makeNetwork()
        print(network.summary(inputShape: [FER2013.side, FER2013.side, 1]))
    }
}
