// swift-tools-version: 6.1
import PackageDescription

let examples = [
    "01-first-network", "02-language-model", "03-vision-transformer", "04-u-net", "05-variational-autoencoder",
    "06-generative-adversarial-network",
]

// Each example is a short program that checks its own result and fails if it is wrong.
let package = Package(
    name: "Examples",
    dependencies: [.package(name: "Mien", path: "..")],
    targets: examples.map { name in
        .executableTarget(name: name, dependencies: [.product(name: "MienTraining", package: "Mien")])
    },
    swiftLanguageModes: [.v6]
)
