/// `Shape`'s initializers, one for each number of fields that specs have or may soon have; 16 are the most.
///
/// A parameter pack would be one for all, but then every member's type is looked up whenever a document is decoded,
/// which takes several times as long as what the compiler makes of these.
extension Shape {
    init<A>(
        _ noun: String, _ about: String, @FieldList fields: () -> Field<A>,
        make: @escaping @Sendable (A) -> Output
    ) {
        let a = fields()
        let notations = [a.notation]
        self.init(noun, about, notations) { slots, decoder in
            let a = slots.next(a, &decoder)
            guard let a else { return nil }
            return make(a)
        }
    }

    init<A, B>(
        _ noun: String, _ about: String,
        @FieldList fields: () -> (Field<A>, Field<B>),
        make: @escaping @Sendable (A, B) -> Output
    ) {
        let (a, b) = fields()
        let notations = [a.notation, b.notation]
        self.init(noun, about, notations) { slots, decoder in
            let a = slots.next(a, &decoder), b = slots.next(b, &decoder)
            guard let a, let b else { return nil }
            return make(a, b)
        }
    }

    init<A, B, C>(
        _ noun: String, _ about: String,
        @FieldList fields: () -> (Field<A>, Field<B>, Field<C>),
        make: @escaping @Sendable (A, B, C) -> Output
    ) {
        let (a, b, c) = fields()
        let notations = [a.notation, b.notation, c.notation]
        self.init(noun, about, notations) { slots, decoder in
            let a = slots.next(a, &decoder), b = slots.next(b, &decoder)
            let c = slots.next(c, &decoder)
            guard let a, let b, let c else { return nil }
            return make(a, b, c)
        }
    }

    init<A, B, C, D>(
        _ noun: String, _ about: String,
        @FieldList fields: () -> (Field<A>, Field<B>, Field<C>, Field<D>),
        make: @escaping @Sendable (A, B, C, D) -> Output
    ) {
        let (a, b, c, d) = fields()
        let notations = [a.notation, b.notation, c.notation, d.notation]
        self.init(noun, about, notations) { slots, decoder in
            let a = slots.next(a, &decoder), b = slots.next(b, &decoder)
            let c = slots.next(c, &decoder), d = slots.next(d, &decoder)
            guard let a, let b, let c, let d else { return nil }
            return make(a, b, c, d)
        }
    }

    init<A, B, C, D, E>(
        _ noun: String, _ about: String,
        @FieldList fields: () -> (Field<A>, Field<B>, Field<C>, Field<D>, Field<E>),
        make: @escaping @Sendable (A, B, C, D, E) -> Output
    ) {
        let (a, b, c, d, e) = fields()
        let notations = [a.notation, b.notation, c.notation, d.notation, e.notation]
        self.init(noun, about, notations) { slots, decoder in
            let a = slots.next(a, &decoder), b = slots.next(b, &decoder)
            let c = slots.next(c, &decoder), d = slots.next(d, &decoder)
            let e = slots.next(e, &decoder)
            guard let a, let b, let c, let d, let e else { return nil }
            return make(a, b, c, d, e)
        }
    }

    init<A, B, C, D, E, F>(
        _ noun: String, _ about: String,
        @FieldList fields: () -> (Field<A>, Field<B>, Field<C>, Field<D>, Field<E>, Field<F>),
        make: @escaping @Sendable (A, B, C, D, E, F) -> Output
    ) {
        let (a, b, c, d, e, f) = fields()
        let notations = [a.notation, b.notation, c.notation, d.notation, e.notation, f.notation]
        self.init(noun, about, notations) { slots, decoder in
            let a = slots.next(a, &decoder), b = slots.next(b, &decoder)
            let c = slots.next(c, &decoder), d = slots.next(d, &decoder)
            let e = slots.next(e, &decoder), f = slots.next(f, &decoder)
            guard let a, let b, let c, let d, let e, let f else { return nil }
            return make(a, b, c, d, e, f)
        }
    }

    init<A, B, C, D, E, F, G>(
        _ noun: String, _ about: String,
        @FieldList fields: () -> (Field<A>, Field<B>, Field<C>, Field<D>, Field<E>, Field<F>, Field<G>),
        make: @escaping @Sendable (A, B, C, D, E, F, G) -> Output
    ) {
        let (a, b, c, d, e, f, g) = fields()
        let notations = [
            a.notation, b.notation, c.notation, d.notation, e.notation, f.notation, g.notation,
        ]
        self.init(noun, about, notations) { slots, decoder in
            let a = slots.next(a, &decoder), b = slots.next(b, &decoder)
            let c = slots.next(c, &decoder), d = slots.next(d, &decoder)
            let e = slots.next(e, &decoder), f = slots.next(f, &decoder)
            let g = slots.next(g, &decoder)
            guard let a, let b, let c, let d, let e, let f, let g else { return nil }
            return make(a, b, c, d, e, f, g)
        }
    }

    init<A, B, C, D, E, F, G, H>(
        _ noun: String, _ about: String,
        @FieldList fields: () -> (
            Field<A>, Field<B>, Field<C>, Field<D>, Field<E>, Field<F>, Field<G>, Field<H>
        ),
        make: @escaping @Sendable (A, B, C, D, E, F, G, H) -> Output
    ) {
        let (a, b, c, d, e, f, g, h) = fields()
        let notations = [
            a.notation, b.notation, c.notation, d.notation, e.notation, f.notation, g.notation,
            h.notation,
        ]
        self.init(noun, about, notations) { slots, decoder in
            let a = slots.next(a, &decoder), b = slots.next(b, &decoder)
            let c = slots.next(c, &decoder), d = slots.next(d, &decoder)
            let e = slots.next(e, &decoder), f = slots.next(f, &decoder)
            let g = slots.next(g, &decoder), h = slots.next(h, &decoder)
            guard let a, let b, let c, let d, let e, let f, let g, let h else { return nil }
            return make(a, b, c, d, e, f, g, h)
        }
    }

    init<A, B, C, D, E, F, G, H, I>(
        _ noun: String, _ about: String,
        @FieldList fields: () -> (
            Field<A>, Field<B>, Field<C>, Field<D>, Field<E>, Field<F>, Field<G>, Field<H>, Field<I>
        ),
        make: @escaping @Sendable (A, B, C, D, E, F, G, H, I) -> Output
    ) {
        let (a, b, c, d, e, f, g, h, i) = fields()
        let notations = [
            a.notation, b.notation, c.notation, d.notation, e.notation, f.notation, g.notation,
            h.notation, i.notation,
        ]
        self.init(noun, about, notations) { slots, decoder in
            let a = slots.next(a, &decoder), b = slots.next(b, &decoder)
            let c = slots.next(c, &decoder), d = slots.next(d, &decoder)
            let e = slots.next(e, &decoder), f = slots.next(f, &decoder)
            let g = slots.next(g, &decoder), h = slots.next(h, &decoder)
            let i = slots.next(i, &decoder)
            guard let a, let b, let c, let d, let e, let f, let g, let h, let i else { return nil }
            return make(a, b, c, d, e, f, g, h, i)
        }
    }

    init<A, B, C, D, E, F, G, H, I, J, K, L, M, N, O>(
        _ noun: String, _ about: String,
        @FieldList fields: () -> (
            Field<A>, Field<B>, Field<C>, Field<D>, Field<E>, Field<F>, Field<G>, Field<H>, Field<I>,
            Field<J>, Field<K>, Field<L>, Field<M>, Field<N>, Field<O>
        ),
        make: @escaping @Sendable (A, B, C, D, E, F, G, H, I, J, K, L, M, N, O) -> Output
    ) {
        let (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o) = fields()
        let notations = [
            a.notation, b.notation, c.notation, d.notation, e.notation, f.notation, g.notation,
            h.notation, i.notation, j.notation, k.notation, l.notation, m.notation, n.notation,
            o.notation,
        ]
        self.init(noun, about, notations) { slots, decoder in
            let a = slots.next(a, &decoder), b = slots.next(b, &decoder)
            let c = slots.next(c, &decoder), d = slots.next(d, &decoder)
            let e = slots.next(e, &decoder), f = slots.next(f, &decoder)
            let g = slots.next(g, &decoder), h = slots.next(h, &decoder)
            let i = slots.next(i, &decoder), j = slots.next(j, &decoder)
            let k = slots.next(k, &decoder), l = slots.next(l, &decoder)
            let m = slots.next(m, &decoder), n = slots.next(n, &decoder)
            let o = slots.next(o, &decoder)
            guard let a, let b, let c, let d, let e, let f, let g, let h, let i,
                let j, let k, let l, let m, let n, let o
            else { return nil }
            return make(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o)
        }
    }

    init<A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P>(
        _ noun: String, _ about: String,
        @FieldList fields: () -> (
            Field<A>, Field<B>, Field<C>, Field<D>, Field<E>, Field<F>, Field<G>, Field<H>, Field<I>,
            Field<J>, Field<K>, Field<L>, Field<M>, Field<N>, Field<O>, Field<P>
        ),
        make: @escaping @Sendable (A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P) -> Output
    ) {
        let (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) = fields()
        let notations = [
            a.notation, b.notation, c.notation, d.notation, e.notation, f.notation, g.notation,
            h.notation, i.notation, j.notation, k.notation, l.notation, m.notation, n.notation,
            o.notation, p.notation,
        ]
        self.init(noun, about, notations) { slots, decoder in
            let a = slots.next(a, &decoder), b = slots.next(b, &decoder)
            let c = slots.next(c, &decoder), d = slots.next(d, &decoder)
            let e = slots.next(e, &decoder), f = slots.next(f, &decoder)
            let g = slots.next(g, &decoder), h = slots.next(h, &decoder)
            let i = slots.next(i, &decoder), j = slots.next(j, &decoder)
            let k = slots.next(k, &decoder), l = slots.next(l, &decoder)
            let m = slots.next(m, &decoder), n = slots.next(n, &decoder)
            let o = slots.next(o, &decoder), p = slots.next(p, &decoder)
            guard let a, let b, let c, let d, let e, let f, let g, let h, let i,
                let j, let k, let l, let m, let n, let o, let p
            else { return nil }
            return make(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
        }
    }
}
