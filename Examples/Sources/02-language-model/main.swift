import Foundation
import Mien
import MienTraining

// A language model learns a grammar from sentences, character by character, and then writes sentences of its own.

let seed = CommandLine.arguments.dropFirst().first.flatMap(UInt64.init) ?? 1

// A symbol's alternatives are equally likely; other words stand for themselves. Verbs agree with a noun that is far away.
let grammar = [
    "SENTENCE": ["ONE THAT-SEES SEES", "ONE THAT-SEES sleeps", "MANY THAT-SEE SEE", "MANY THAT-SEE sleep"],
    "ONE": ["the NOUN", "a NOUN", "the SIZE NOUN", "a SIZE NOUN"], "MANY": ["the NOUNS", "the SIZE NOUNS"],
    "NOUN": ["dog", "cat", "cow", "hen"], "NOUNS": ["dogs", "cats", "cows", "hens"], "SIZE": ["big", "old", "red"],
    "THAT-SEES": ["", "that SEES"], "SEES": ["sees ANY", "hears ANY", "bites ANY"],
    "THAT-SEE": ["", "that SEE"], "SEE": ["see ANY", "hear ANY", "bite ANY"], "ANY": ["ONE", "MANY"],
]

/// Words for a symbol. `surprise` grows by the logarithm of the number of choices, which nobody can foretell.
func words(for symbol: String, _ random: inout RandomStream, _ surprise: inout Double) -> String {
    guard let choices = grammar[symbol] else { return symbol + " " }
    surprise += log(Double(choices.count))
    let choice = choices[random.nextInt(below: choices.count)]
    return choice.split(separator: " ").map { words(for: String($0), &random, &surprise) }.joined()
}

/// All words for a symbol as a regular expression.
func pattern(for symbol: String) -> String {
    guard let choices = grammar[symbol] else { return symbol + " " }
    let patterns = choices.map { $0.split(separator: " ").map { pattern(for: String($0)) }.joined() }
    return "(?:" + patterns.joined(separator: "|") + ")"
}

/// Sentences, one a line, and the entropy of a character in nats: the least that the loss can be.
func text(sentences: Int, seed: UInt64) -> (characters: [Character], entropy: Double) {
    var (random, surprise) = (RandomStream(seed: seed, purpose: .synthesis), 0.0)
    let characters = (0..<sentences).flatMap { _ in words(for: "SENTENCE", &random, &surprise) + "\n" }
    return (characters, surprise / Double(characters.count))
}

/// The text in pieces of `steps` characters; the target of each character is the one after it.
func pieces(_ text: [Character], steps: Int, of alphabet: [Character]) -> TensorDataset {
    let codes = Tensor(int32: text.map { Int32(alphabet.firstIndex(of: $0) ?? 0) })
    let count = (text.count - 1) / steps
    func piece(from start: Int) -> Tensor { codes[start..<start + count * steps].reshaped([count, steps]) }
    return TensorDataset(inputs: piece(from: 0), targets: piece(from: 1))
}

let (training, test) = (text(sentences: 6_000, seed: seed), text(sentences: 500, seed: seed + 1_000))
let alphabet = Set(training.characters).sorted()
let (embedding, memory, head) = withSeed(seed) {
    (Embedding(alphabet.count, 16), LSTM(16, 64, returnSequences: true), Dense(64, alphabet.count))
}
let trainer = Trainer(
    Sequential(embedding, memory, head), optimizer: Adam(learningRate: 1e-2), loss: .crossEntropy(),
    schedule: .cosine(), clipping: 1, batchSize: 16, seed: seed)
try trainer.fit(pieces(training.characters, steps: 64, of: alphabet), epochs: 6)
let loss = try trainer.evaluate(pieces(test.characters, steps: 1_000, of: alphabet)).loss
print("loss on a new text: \(loss), of which nobody can foretell \(test.entropy)")

// Fifty texts at once, each beginning after a line's end, the first character of the alphabet.
var (random, next, state) = (RandomStream(seed: seed), Tensor.zeros([50], .int32), LSTM.State?.none)
var written: [[Int32]] = []
for _ in 0..<200 {
    let (y, newState) = memory(embedding(next.expanded(at: 1)), state: state)
    (next, state) = (.categorical(head(y).squeezed(1), using: &random), newState)
    written.append(next.int32Scalars)
}
let sentences = (0..<50).flatMap { place in
    String(written.map { alphabet[Int($0[place])] }).split(separator: "\n").dropLast()
}
let grammatical = try Regex(pattern(for: "SENTENCE"))
let share = Double(sentences.count { $0.wholeMatch(of: grammatical) != nil }) / Double(sentences.count)
print(sentences.prefix(5).joined(separator: "\n"))
print("share of its sentences that are grammatical: \(share)")
guard loss < 1.05 * test.entropy, share > 0.8 else {
    print("The model has not learnt the grammar.")
    exit(1)
}
