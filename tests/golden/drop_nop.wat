;; Instructions that need no code.
(module
  (memory 1)
  (func $nop (nop))
  (func $drop_local (param i32) (drop (local.get 0)))
  (func $drop_const (drop (i64.const 5)))
  ;; An addition that nobody wants was not emitted yet.
  (func $drop_sum (param i32 i32) (drop (i32.add (local.get 0) (local.get 1))))
  (func $drop_product (param i32 i32) (drop (i32.mul (local.get 0) (local.get 1))))
  ;; A load may trap.
  (func $drop_load (param i32) (drop (i32.load (local.get 0)))))
;; $nop
;;     x86-64: 0 instructions, 0 bytes                      | AArch64: 0 instructions, 0 bytes
;;   nop
;;   end
;;
;; $drop_local
;;     x86-64: 0 instructions, 0 bytes                      | AArch64: 0 instructions, 0 bytes
;;   local.get 0
;;   drop
;;   end
;;
;; $drop_const
;;     x86-64: 0 instructions, 0 bytes                      | AArch64: 0 instructions, 0 bytes
;;   i64.const 5
;;   drop
;;   end
;;
;; $drop_sum
;;     x86-64: 0 instructions, 0 bytes                      | AArch64: 0 instructions, 0 bytes
;;   local.get 0
;;   local.get 1
;;   i32.add
;;   drop
;;   end
;;
;; $drop_product
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       mov eax, edi                                       |   mul w0, w2, w3
;;       imul eax, r8d                                      |
;;   drop
;;   end
;;
;; $drop_load
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.load
;;       mov eax, [r15+rdi]  ; out of bounds                |   ldr w0, [x27, w2, uxtw]  ; out of bounds
;;   drop
;;   end
