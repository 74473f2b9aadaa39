;; Stores in guarded code: no check: what lies outside faults.
(module
  (memory 1)
  (func $i32.store (param i32 i32) (i32.store offset=8 (local.get 0) (local.get 1)))
  (func $i32.store8 (param i32 i32) (i32.store8 offset=8 (local.get 0) (local.get 1)))
  (func $i32.store16 (param i32 i32) (i32.store16 offset=8 (local.get 0) (local.get 1)))
  (func $i64.store (param i32 i64) (i64.store offset=8 (local.get 0) (local.get 1)))
  (func $i64.store8 (param i32 i64) (i64.store8 offset=8 (local.get 0) (local.get 1)))
  (func $i64.store16 (param i32 i64) (i64.store16 offset=8 (local.get 0) (local.get 1)))
  (func $i64.store32 (param i32 i64) (i64.store32 offset=8 (local.get 0) (local.get 1)))
  (func $f32.store (param i32 f32) (f32.store offset=8 (local.get 0) (local.get 1)))
  (func $f64.store (param i32 f64) (f64.store offset=8 (local.get 0) (local.get 1))))
;; $i32.store
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.store offset=8
;;       mov [r15+rdi+0x8], r8d  ; out of bounds            |   add x0, x27, x2
;;                                                          |   str w3, [x0, #8]  ; out of bounds
;;   end
;;
;; $i32.store8
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.store8 offset=8
;;       mov [r15+rdi+0x8], r8b  ; out of bounds            |   add x0, x27, x2
;;                                                          |   strb w3, [x0, #8]  ; out of bounds
;;   end
;;
;; $i32.store16
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.store16 offset=8
;;       mov [r15+rdi+0x8], r8w  ; out of bounds            |   add x0, x27, x2
;;                                                          |   strh w3, [x0, #8]  ; out of bounds
;;   end
;;
;; $i64.store
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i64.store offset=8
;;       mov [r15+rdi+0x8], r8  ; out of bounds             |   add x0, x27, x2
;;                                                          |   str x3, [x0, #8]  ; out of bounds
;;   end
;;
;; $i64.store8
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i64.store8 offset=8
;;       mov [r15+rdi+0x8], r8b  ; out of bounds            |   add x0, x27, x2
;;                                                          |   strb w3, [x0, #8]  ; out of bounds
;;   end
;;
;; $i64.store16
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i64.store16 offset=8
;;       mov [r15+rdi+0x8], r8w  ; out of bounds            |   add x0, x27, x2
;;                                                          |   strh w3, [x0, #8]  ; out of bounds
;;   end
;;
;; $i64.store32
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i64.store32 offset=8
;;       mov [r15+rdi+0x8], r8d  ; out of bounds            |   add x0, x27, x2
;;                                                          |   str w3, [x0, #8]  ; out of bounds
;;   end
;;
;; $f32.store
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f32.store offset=8
;;       vmovss [r15+rdi+0x8], xmm6  ; out of bounds        |   add x0, x27, x2
;;                                                          |   str s2, [x0, #8]  ; out of bounds
;;   end
;;
;; $f64.store
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.store offset=8
;;       vmovsd [r15+rdi+0x8], xmm6  ; out of bounds        |   add x0, x27, x2
;;                                                          |   str d2, [x0, #8]  ; out of bounds
;;   end
