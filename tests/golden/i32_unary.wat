;; i32: each unary instruction.
(module
  (func $clz (param i32) (result i32) (i32.clz (local.get 0)))
  (func $ctz (param i32) (result i32) (i32.ctz (local.get 0)))
  (func $popcnt (param i32) (result i32) (i32.popcnt (local.get 0)))
  (func $extend8_s (param i32) (result i32) (i32.extend8_s (local.get 0)))
  (func $extend16_s (param i32) (result i32) (i32.extend16_s (local.get 0))))
;; $clz
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.clz
;;       lzcnt eax, edi                                     |   clz w0, w2
;;   end
;;
;; $ctz
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.ctz
;;       tzcnt eax, edi                                     |   rbit w0, w2
;;                                                          |   clz w0, w0
;;   end
;;
;; $popcnt
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i32.popcnt
;;       popcnt eax, edi                                    |   fmov s31, w2
;;                                                          |   cnt v31.8b, v31.8b
;;                                                          |   addv b31, v31.8b
;;                                                          |   fmov w0, s31
;;   end
;;
;; $extend8_s
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.extend8_s
;;       movsx eax, dil                                     |   sxtb w0, w2
;;   end
;;
;; $extend16_s
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.extend16_s
;;       movsx eax, di                                      |   sxth w0, w2
;;   end
