/// Places of changes in a schedule: first in, first out, without moving what is left.
struct PlaceQueue: Sendable {
    private var places: [Int] = []
    private var head = 0

    var all: [Int] { Array(places[head...]) }

    mutating func push(_ place: Int) { places.append(place) }

    mutating func pop() -> Int? {
        guard head < places.count else { return nil }
        head += 1
        return places[head - 1]
    }
}
