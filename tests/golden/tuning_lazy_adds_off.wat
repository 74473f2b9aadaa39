;; Each addition and shift is an instruction.
;; tuning: lazy_adds=off
(module
  (memory 1)
  (func $sum (param i32 i32) (result i32)
    (i32.add (i32.add (local.get 0) (i32.shl (local.get 1) (i32.const 2))) (i32.const 4))))
;; $sum
;;     x86-64: 4 instructions, 11 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 2
;;   i32.shl
;;       mov eax, r8d                                       |
;;       shl eax, 0x2                                       |
;;   i32.add
;;       add eax, edi                                       |   add w0, w2, w3, lsl #2
;;   i32.const 4
;;   i32.add
;;       add eax, 0x4                                       |   add w0, w0, #4
;;   end
