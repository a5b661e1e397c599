import CCrypto

/// SHA-256 and HMAC over it, both of 32 bytes.
enum SHA256 {
    static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: 32)
        unsafe CCrypto.SHA256(bytes, bytes.count, &result)
        return result
    }

    static func hexDigest(_ bytes: [UInt8]) -> String { hex(digest(bytes)) }

    static func authenticate(_ text: String, key: [UInt8]) -> [UInt8] {
        let message = Array(text.utf8)
        var result = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 32
        _ = unsafe HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &result, &count)
        return result
    }

    static func hex(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
