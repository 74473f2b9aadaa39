;; if on bits of a value.
(module
  (func $bit (param i32) (result i32)
    (if (i32.and (local.get 0) (i32.const 4)) (then (local.set 0 (i32.const 9))))
    (local.get 0))
  (func $mask (param i32) (result i32)
    (if (i32.and (local.get 0) (i32.const 6)) (then (local.set 0 (i32.const 9))))
    (local.get 0))
  (func $bit_eqz (param i32) (result i32)
    (if (i32.eqz (i32.and (local.get 0) (i32.const 4))) (then (local.set 0 (i32.const 9))))
    (local.get 0))
  (func $value (param i32) (result i32)
    (if (local.get 0) (then (local.set 0 (i32.const 9))))
    (local.get 0))
  (func $eqz (param i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (local.set 0 (i32.const 9))))
    (local.get 0))
  (func $negative (param i32) (result i32)
    (if (i32.lt_s (local.get 0) (i32.const 0)) (then (local.set 0 (i32.const 9))))
    (local.get 0)))
;; $bit
;;     x86-64: 4 instructions, 17 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const 4
;;   i32.and
;;       test dil, 0x4                                      |
;;   if
;;       jz L0                                              |   tbz w2, #2, L0
;;   i32.const 9
;;   local.set 0
;;       mov edi, 0x9                                       |   movz w2, #0x9
;;   end
;;     L0:                                                  | L0:
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $mask
;;     x86-64: 4 instructions, 17 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i32.const 6
;;   i32.and
;;       test dil, 0x6                                      |   tst w2, #6
;;   if
;;       jz L0                                              |   b.eq L0
;;   i32.const 9
;;   local.set 0
;;       mov edi, 0x9                                       |   movz w2, #0x9
;;   end
;;     L0:                                                  | L0:
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $bit_eqz
;;     x86-64: 4 instructions, 17 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const 4
;;   i32.and
;;       test dil, 0x4                                      |
;;   i32.eqz
;;   if
;;       jnz L0                                             |   tbnz w2, #2, L0
;;   i32.const 9
;;   local.set 0
;;       mov edi, 0x9                                       |   movz w2, #0x9
;;   end
;;     L0:                                                  | L0:
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $value
;;     x86-64: 4 instructions, 15 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   if
;;       test edi, edi                                      |   cbz w2, L0
;;       jz L0                                              |
;;   i32.const 9
;;   local.set 0
;;       mov edi, 0x9                                       |   movz w2, #0x9
;;   end
;;     L0:                                                  | L0:
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $eqz
;;     x86-64: 4 instructions, 15 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.eqz
;;       test edi, edi                                      |
;;   if
;;       jnz L0                                             |   cbnz w2, L0
;;   i32.const 9
;;   local.set 0
;;       mov edi, 0x9                                       |   movz w2, #0x9
;;   end
;;     L0:                                                  | L0:
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $negative
;;     x86-64: 4 instructions, 15 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const 0
;;   i32.lt_s
;;       test edi, edi                                      |
;;   if
;;       jnl L0                                             |   tbz w2, #0x1f, L0
;;   i32.const 9
;;   local.set 0
;;       mov edi, 0x9                                       |   movz w2, #0x9
;;   end
;;     L0:                                                  | L0:
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
