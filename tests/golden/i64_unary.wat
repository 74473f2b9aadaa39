;; i64: each unary instruction.
(module
  (func $clz (param i64) (result i64) (i64.clz (local.get 0)))
  (func $ctz (param i64) (result i64) (i64.ctz (local.get 0)))
  (func $popcnt (param i64) (result i64) (i64.popcnt (local.get 0)))
  (func $extend8_s (param i64) (result i64) (i64.extend8_s (local.get 0)))
  (func $extend16_s (param i64) (result i64) (i64.extend16_s (local.get 0)))
  (func $extend32_s (param i64) (result i64) (i64.extend32_s (local.get 0))))
;; $clz
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.clz
;;       lzcnt rax, rdi                                     |   clz x0, x2
;;   end
;;
;; $ctz
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.ctz
;;       tzcnt rax, rdi                                     |   rbit x0, x2
;;                                                          |   clz x0, x0
;;   end
;;
;; $popcnt
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i64.popcnt
;;       popcnt rax, rdi                                    |   fmov d31, x2
;;                                                          |   cnt v31.8b, v31.8b
;;                                                          |   addv b31, v31.8b
;;                                                          |   fmov w0, s31
;;   end
;;
;; $extend8_s
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.extend8_s
;;       movsx rax, dil                                     |   sxtb x0, w2
;;   end
;;
;; $extend16_s
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.extend16_s
;;       movsx rax, di                                      |   sxth x0, w2
;;   end
;;
;; $extend32_s
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.extend32_s
;;       movsxd rax, edi                                    |   sxtw x0, w2
;;   end
