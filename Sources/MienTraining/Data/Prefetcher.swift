import Dispatch
import Synchronization

/// Makes numbered elements in order on a thread of its own, a few ahead of whoever takes them.
///
/// The thread stops when the prefetcher is released, having finished at most the element it is at.
final class Prefetcher<Element: Sendable> {
    private let queue: BoundedQueue<Result<Element, any Error>>
    private var remaining: Int

    /// - Parameters:
    ///   - count: how many elements there are.
    ///   - capacity: how many are made ahead.
    ///   - make: makes the element of a number; an error ends it all.
    init(count: Int, capacity: Int, _ make: @escaping @Sendable (Int) throws -> Element) {
        let queue = BoundedQueue<Result<Element, any Error>>(capacity: capacity)
        self.queue = queue
        remaining = count
        if count == 0 { return }
        // A serial queue of its own has a thread whenever it has work, however many others wait.
        DispatchQueue(label: "Mien.Prefetcher").async {
            for number in 0..<count {
                guard queue.waitForPlace() else { return }
                let result = Result { try make(number) }
                queue.put(result)
                if case .failure = result { return }
            }
        }
    }

    deinit { queue.close() }

    /// The next element; nil after the last, and after an error.
    func next() throws -> Element? {
        guard remaining > 0 else { return nil }
        remaining -= 1
        let result = queue.take()
        if case .failure = result { remaining = 0 }
        return try result.get()
    }
}

/// A queue between two threads that holds up the one that puts while it is full, and the one that takes while it is empty.
private final class BoundedQueue<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    // Both begin at zero: Dispatch stops a program that releases a semaphore below the value it began with.
    private let places = DispatchSemaphore(value: 0)
    private let filled = DispatchSemaphore(value: 0)

    init(capacity: Int) {
        for _ in 0..<capacity { places.signal() }
    }

    /// Waits until there is room; false when nobody will take anything any more.
    func waitForPlace() -> Bool {
        places.wait()
        return !state.withLock(\.isClosed)
    }

    func put(_ element: Element) {
        state.withLock { $0.elements.append(element) }
        filled.signal()
    }

    func take() -> Element {
        filled.wait()
        defer { places.signal() }
        return state.withLock { $0.elements.removeFirst() }
    }

    func close() {
        state.withLock { $0.isClosed = true }
        places.signal()
    }
}
