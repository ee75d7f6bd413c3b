;; The two loops that scoring spends its time in, eight numbers of 16 bits at a time (WebAssembly Core Specification 2.0).
;; `npm exec -- node models/compile-kernels.ts` makes models/filter-kernels.wasm of it. Addresses and lengths are in bytes, lengths are
;; multiples of 16; filter-kernels.ts says what lies where.
(module
  (import "kernels" "memory" (memory 1))

  ;; products[i] = the sum of row i of a matrix times the vector; the matrix is between $row and $last.
  (func (export "project") (param $row i32) (param $last i32) (param $vector i32) (param $length i32) (param $product i32)
    (local $at i32)
    (local $sums v128)
    (loop $rows
      (local.set $at (i32.const 0))
      (local.set $sums (v128.const i32x4 0 0 0 0))
      (loop $blocks
        (local.set $sums
          (i32x4.add
            (local.get $sums)
            (i32x4.dot_i16x8_s
              (v128.load (i32.add (local.get $row) (local.get $at)))
              (v128.load (i32.add (local.get $vector) (local.get $at))))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $blocks (i32.lt_u (local.get $at) (local.get $length))))
      (i32.store
        (local.get $product)
        (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $sums)) (i32x4.extract_lane 1 (local.get $sums)))
          (i32.add (i32x4.extract_lane 2 (local.get $sums)) (i32x4.extract_lane 3 (local.get $sums)))))
      (local.set $product (i32.add (local.get $product) (i32.const 4)))
      (local.set $row (i32.add (local.get $row) (local.get $length)))
      (br_if $rows (i32.lt_u (local.get $row) (local.get $last)))))

  ;; pool[i] = the larger of pool[i] and before[i] + here[i] + after[i].
  (func (export "raise") (param $pool i32) (param $length i32) (param $before i32) (param $here i32) (param $after i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $pool) (local.get $length)))
    (loop $blocks
      (v128.store
        (local.get $pool)
        (i16x8.max_u
          (v128.load (local.get $pool))
          (i16x8.add
            (v128.load (local.get $before))
            (i16x8.add (v128.load (local.get $here)) (v128.load (local.get $after))))))
      (local.set $before (i32.add (local.get $before) (i32.const 16)))
      (local.set $here (i32.add (local.get $here) (i32.const 16)))
      (local.set $after (i32.add (local.get $after) (i32.const 16)))
      (local.set $pool (i32.add (local.get $pool) (i32.const 16)))
      (br_if $blocks (i32.lt_u (local.get $pool) (local.get $end))))))
