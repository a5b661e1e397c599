import CCurl
import Glibc

/// Owner of one libcurl easy handle and of what libcurl points to while it runs.
///
/// Used on the loop's thread alone. Options that libcurl refuses are noted in `refusal`, so that a transfer
/// never runs with less than was asked for.
@safe final class EasyHandle {
    let raw: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var connectList: UnsafeMutablePointer<curl_slist>?
    private(set) var refusal: CURLcode?

    /// nil when there is no memory.
    init?() {
        guard let raw = unsafe curl_easy_init() else { return nil }
        unsafe self.raw = raw
        unsafe ccurl_never_wait_for_resolver(raw)
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe curl_easy_cleanup(raw)
        unsafe curl_slist_free_all(headerList)
        unsafe curl_slist_free_all(connectList)
        unsafe errorText.deallocate()
    }

    func collectErrorText() { note(unsafe ccurl_set_pointer(raw, CURLOPT_ERRORBUFFER, errorText)) }

    func set(_ option: CURLoption, _ value: Int) { note(unsafe ccurl_set_long(raw, option, value)) }

    func set(_ option: CURLoption, _ value: String?) {
        if let value {
            note(unsafe ccurl_set_string(raw, option, value))
        } else {
            note(unsafe ccurl_set_string(raw, option, nil))
        }
    }

    /// The bytes are not copied: the blob must outlive the transfer.
    func set(_ option: CURLoption, _ blob: Blob) {
        note(unsafe ccurl_set_blob(raw, option, blob.bytes.baseAddress, blob.bytes.count))
    }

    func set(_ option: CURLoption, _ context: UnsafeMutableRawPointer?) {
        note(unsafe ccurl_set_pointer(raw, option, context))
    }

    func set(_ option: CURLoption, _ function: ccurl_data_function) {
        note(unsafe ccurl_set_function(raw, option, function))
    }

    func setBody(_ body: [UInt8]) {
        note(unsafe ccurl_set_offset(raw, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
        // An empty array may have no address, and a null body would make libcurl read from stdin.
        let bytes = body.isEmpty ? [0] : body
        unsafe bytes.withUnsafeBytes { bytes in
            let start = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
            note(unsafe ccurl_set_pointer(raw, CURLOPT_COPYPOSTFIELDS, start))
        }
    }

    func setHeaders(_ lines: [String]) {
        for line in lines {
            guard let longer = unsafe curl_slist_append(headerList, line) else {
                note(CURLE_OUT_OF_MEMORY)
                return
            }
            unsafe headerList = longer
        }
        note(unsafe ccurl_set_list(raw, CURLOPT_HTTPHEADER, headerList))
    }

    /// - Parameter rule: `name:port:host:port`, the second pair being where to connect to in place of the first.
    func setConnectTo(_ rule: String) {
        guard let list = unsafe curl_slist_append(connectList, rule) else {
            note(CURLE_OUT_OF_MEMORY)
            return
        }
        unsafe connectList = list
        note(unsafe ccurl_set_list(raw, CURLOPT_CONNECT_TO, connectList))
    }

    /// libcurl's own words for the failure, empty when there are none.
    var failureText: String { unsafe String(cString: errorText) }

    /// Whether the connection was ready and the request begun.
    var hasBegunRequest: Bool {
        var size = 0
        var ready: curl_off_t = 0
        unsafe ccurl_get_long(raw, CURLINFO_REQUEST_SIZE, &size)
        unsafe ccurl_get_offset(raw, CURLINFO_PRETRANSFER_TIME_T, &ready)
        return size > 0 || ready > 0
    }

    /// The body's announced length, nil when unknown.
    var announcedLength: Int? {
        var length: curl_off_t = -1
        unsafe ccurl_get_offset(raw, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length)
        return length > 0 ? Int(length) : nil
    }

    /// Lets a transfer go on that its write function paused.
    func resume() { unsafe curl_easy_pause(raw, CURLPAUSE_CONT) }

    private func note(_ code: CURLcode) {
        if code != CURLE_OK, refusal == nil { refusal = code }
    }
}

/// Bytes at an address that stays; wiped before they are given back, since they may be a private key.
@safe final class Blob {
    let bytes: UnsafeMutableRawBufferPointer

    init(_ content: [UInt8]) {
        unsafe bytes = .allocate(byteCount: content.count, alignment: 1)
        unsafe bytes.copyBytes(from: content)
    }

    deinit {
        if let start = unsafe bytes.baseAddress { unsafe explicit_bzero(start, bytes.count) }
        unsafe bytes.deallocate()
    }
}
